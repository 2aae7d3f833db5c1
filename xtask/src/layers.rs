//! Which file of the engine imports which: no cycles between files, no imports from a higher layer, and no step that
//! imports another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use syn::visit::Visit;

use crate::folders;

/// Layers of the engine from the bottom, by the first name of a module's path. Modules of one layer may use each other,
/// except the steps. A module that is not named belongs to none and is reported.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &["escape", "fault", "file_kind", "logging", "message", "reason", "temporary", "time"]),
    ("documents", &["article", "diff", "document", "links", "marks", "page"]),
    ("values", &["error", "file", "imaging", "overrides", "refusal"]),
    ("library", &["library"]),
    (
        "shared by steps",
        &[
            "author",
            "batch",
            "candidates",
            "context",
            "decided",
            "derive",
            "disk",
            "image_state",
            "image_uses",
            "settings",
            "summary",
        ],
    ),
    (STEPS, &["decide", "images", "import", "maintenance", "query", "write"]),
    ("facade", &["api", "declared_messages", "desk", "lib"]),
];
const STEPS: &str = "steps";
/// The imports of each file, by module path such as `import::merge`.
pub type Imports = BTreeMap<String, BTreeSet<String>>;

/// Returns what is wrong with the imports of the engine, one line each.
pub fn violations() -> Result<Vec<String>> {
    let imports = imports(&folders::project().join("engine/src"))?;
    let mut found: Vec<String> =
        cycles(&imports).into_iter().map(|files| format!("cycle: {}", files.join(", "))).collect();
    found.extend(upward(&imports));
    Ok(found)
}

/// Reads every file below a crate's `src` and returns which other files of the crate it imports from.
pub fn imports(source: &Path) -> Result<Imports> {
    let mut files = BTreeMap::new();
    collect(source, &mut Vec::new(), &mut files)?;
    let modules: BTreeSet<String> = files.keys().cloned().collect();
    let parsed = files.into_iter().map(|(module, text)| {
        let file = syn::parse_file(&text).with_context(|| format!("{module} cannot be parsed"))?;
        let mut paths = Paths { module: module.clone(), modules: &modules, found: BTreeSet::new() };
        paths.visit_file(&file);
        Ok((module, paths.found))
    });
    parsed.collect()
}

/// Finds the files below a folder; `mod.rs` stands for its folder.
fn collect(folder: &Path, path: &mut Vec<String>, files: &mut BTreeMap<String, String>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?.path();
        let name = entry.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        if entry.is_dir() {
            path.push(name);
            collect(&entry, path, files)?;
            path.pop();
        } else if entry.extension().is_some_and(|ending| ending == "rs") && name != "tests" {
            let mut module = path.clone();
            module.extend((name != "mod").then_some(name));
            files.insert(module.join("::"), std::fs::read_to_string(&entry)?);
        }
    }
    Ok(())
}

/// Collects the files that the paths of one file lead to.
struct Paths<'a> {
    module: String,
    modules: &'a BTreeSet<String>,
    found: BTreeSet<String>,
}

impl Paths<'_> {
    /// Notes the file that a path such as `crate::library::articles::Stored` leads to: the longest part of it that is
    /// a module.
    fn note(&mut self, path: &[String]) {
        let own = || self.module.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let mut full = match path.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("self" | "super") => own(),
            Some(child) if self.modules.contains(&format!("{}::{child}", self.module)) => own(),
            _ => return,
        };
        for part in path {
            match part.as_str() {
                "crate" | "self" => {}
                "super" => drop(full.pop()),
                name => full.push(name.to_owned()),
            }
        }
        let prefixes = (1..=full.len()).rev().map(|end| full[..end].join("::"));
        let target = prefixes.into_iter().find(|prefix| self.modules.contains(prefix));
        self.found.extend(target.filter(|target| *target != self.module));
    }

    fn tree(&mut self, tree: &syn::UseTree, path: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(one) => {
                path.push(one.ident.to_string());
                self.tree(&one.tree, path);
                path.pop();
            }
            syn::UseTree::Name(name) => self.leaf(path, &name.ident.to_string()),
            syn::UseTree::Rename(name) => self.leaf(path, &name.ident.to_string()),
            syn::UseTree::Glob(_) => self.note(path),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, path)),
        }
    }

    fn leaf(&mut self, path: &[String], name: &str) {
        let path: Vec<String> = path.iter().cloned().chain((name != "self").then(|| name.to_owned())).collect();
        self.note(&path);
    }
}

impl<'ast> Visit<'ast> for Paths<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        // Tests may use whatever they need.
        let is_test = module.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"));
        if !is_test {
            syn::visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        // A re-export of a part of the module itself is no import.
        let elsewhere = matches!(&item.tree, syn::UseTree::Path(path) if path.ident == "crate");
        if matches!(item.vis, syn::Visibility::Inherited) || elsewhere {
            self.tree(&item.tree, &mut Vec::new());
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        // The first name may be a module that is declared in this file; `note` passes over other names.
        if parts.len() > 1 {
            self.note(&parts);
        }
        syn::visit::visit_path(self, path);
    }
}

/// Returns the groups of files that import each other, directly or through others.
pub fn cycles(imports: &Imports) -> Vec<Vec<String>> {
    let reach = |from: &str| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(file) = next.pop() {
            for to in imports.get(&file).into_iter().flatten() {
                if seen.insert(to.clone()) {
                    next.push(to.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&String, BTreeSet<String>> = imports.keys().map(|file| (file, reach(file))).collect();
    let together = |file: &String| -> Vec<String> {
        let back = |other: &&String| reached.get(other).is_some_and(|reached| reached.contains(file));
        reached[file].iter().filter(back).cloned().collect()
    };
    let groups: BTreeSet<Vec<String>> = imports.keys().map(together).filter(|group| group.len() > 1).collect();
    groups.into_iter().collect()
}

/// Returns the imports from a higher layer, and of one step by another.
pub fn upward(imports: &Imports) -> Vec<String> {
    let top = |module: &str| module.split("::").next().unwrap_or_default().to_owned();
    let layer = |module: &str| LAYERS.iter().position(|(_, names)| names.contains(&top(module).as_str()));
    let mut found = Vec::new();
    for (file, targets) in imports {
        let Some(own) = layer(file) else {
            found.push(format!("{file} belongs to no layer: name it in xtask/src/layers.rs"));
            continue;
        };
        for target in targets {
            let Some(other) = layer(target) else { continue };
            let sideways = other == own && LAYERS[own].0 == STEPS && top(file) != top(target);
            if other > own || sideways {
                found.push(format!("{file} imports {target}"));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> Imports {
        let folder = std::env::temp_dir().join(format!("layers-{}-{}", std::process::id(), files.len()));
        for (name, text) in files {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let imports = imports(&folder);
        std::fs::remove_dir_all(&folder).unwrap();
        imports.unwrap()
    }

    #[test]
    fn the_engine_has_no_cycles_and_no_upward_imports() {
        assert_eq!(violations().unwrap(), Vec::<String>::new());
    }

    #[test]
    fn imports_are_found_in_use_trees_and_in_paths_and_not_in_tests_or_re_exports() {
        let imports = read(&[
            ("lib.rs", "mod a; pub use a::A;"),
            ("a.rs", "use crate::library::{self, journal::Entry}; fn f() { crate::disk::read(); super::desk::g(); }"),
            ("library/mod.rs", "mod journal; use journal::Entry; #[cfg(test)] mod tests { use crate::a::A; }"),
            ("library/journal.rs", "use super::super::disk;"),
            ("disk.rs", ""),
            ("desk.rs", ""),
        ]);
        let of = |file: &str| imports[file].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(of("a"), ["desk", "disk", "library", "library::journal"]);
        assert_eq!(
            (of("library"), of("library::journal"), of("lib")),
            (vec!["library::journal"], vec!["disk"], vec![])
        );
    }

    #[test]
    fn a_cycle_is_found_whatever_lies_between() {
        let imports = read(&[("a.rs", "use crate::b::B;"), ("b.rs", "use crate::c::C;"), ("c.rs", "use crate::a::A;")]);
        assert_eq!(cycles(&imports), [["a", "b", "c"]]);
    }

    #[test]
    fn a_lower_layer_and_another_step_are_no_place_to_import_from() {
        let imports = read(&[
            ("library/mod.rs", "use crate::import::run::Run;"),
            ("import/run.rs", "use crate::library::Library; use crate::write::Write;"),
            ("write/mod.rs", ""),
            ("elsewhere.rs", ""),
        ]);
        let found = upward(&imports);
        let expected = ["elsewhere belongs", "import::run imports write", "library imports import::run"];
        assert!(
            found.len() == 3 && found.iter().zip(expected).all(|(found, start)| found.starts_with(start)),
            "{found:?}"
        );
    }
}
