//! Keys that the curator bound anew: command and key. Whatever prints or hears keys looks here through the table.

export const bindings = $state<{ own: Record<string, string> }>({ own: {} });
