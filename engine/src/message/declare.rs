//! The macro that declares messages.

/// Declares the messages of one area: an enum whose variants carry the arguments, and the id of each text.
///
/// A new message is one line here and one text in `ui/messages/<language>.json` of every language. The names of the
/// arguments are the names in braces in the text. An argument is a `String`, a number, a
/// [`Message`](crate::message::Message), an enum that this macro declared, an
/// [`Argument`](crate::message::Argument), or a list of texts, numbers or arguments.
///
/// The macro derives `Debug`, `Clone`, `PartialEq` and `Eq`, converts into [`Message`](crate::message::Message) and
/// [`Argument`](crate::message::Argument), displays the message in English, and makes a constant `MESSAGES` of all ids
/// and argument names. List `MESSAGES` in `declared_messages`, which the tests read.
///
/// ```
/// engine::messages! {
///     /// Reasons to reject a file.
///     pub enum Rejection {
///         Empty => "engine_file_empty",
///         TooDeep { levels: u64 } => "engine_nested_too_deep",
///     }
/// }
///
/// let message = engine::message::Message::from(Rejection::TooDeep { levels: 64 });
/// assert_eq!(message.id, "engine_nested_too_deep");
/// assert_eq!(message.to_string(), "lists and mappings are nested deeper than 64 levels.");
/// ```
#[macro_export]
macro_rules! messages {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $($variant:ident $({ $($argument:ident: $kind:ty),+ $(,)? })? => $id:literal,)+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the text of the catalogue describes each message and its arguments")]
        $visibility enum $name {
            $($variant $({ $($argument: $kind),+ })?,)+
        }

        impl $name {
            /// Id and argument names of every message.
            pub const MESSAGES: &'static [$crate::message::Declared] =
                &[$(($id, &[$($(stringify!($argument)),+)?])),+];
        }

        impl From<&$name> for $crate::message::Message {
            fn from(message: &$name) -> Self {
                match message {
                    $($name::$variant $({ $($argument),+ })? =>
                        Self::new($id)$($(.with(stringify!($argument), $argument))+)?,)+
                }
            }
        }

        impl From<$name> for $crate::message::Message {
            fn from(message: $name) -> Self {
                Self::from(&message)
            }
        }

        impl From<&$name> for $crate::message::Argument {
            fn from(message: &$name) -> Self {
                Self::Message(message.into())
            }
        }

        /// Renders the message in English.
        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&$crate::message::Message::from(self), formatter)
            }
        }
    };
}
