//! What failed, gathered while a program prints, so that it can be said once more at the end.

use std::collections::VecDeque;

/// Most lines that are said again of one program.
const MOST: usize = 60;

/// Hears what a program prints and keeps what tells why it failed.
pub enum Failures {
    /// Of a check: its last lines.
    Check(VecDeque<String>),
    /// Of Rust's test programs: what each failed test printed.
    Tests {
        /// The lines kept.
        kept: Vec<String>,
        /// The line at hand belongs to a failed test's output.
        inside: bool,
    },
}

impl Failures {
    /// For a program that prints what is wrong at its end.
    pub fn of_checks() -> Self {
        Self::Check(VecDeque::new())
    }

    /// For `cargo test`.
    pub fn of_tests() -> Self {
        Self::Tests { kept: Vec::new(), inside: false }
    }

    /// One more line.
    pub fn hear(&mut self, line: &str) {
        match self {
            Self::Check(lines) => {
                if lines.len() == MOST {
                    lines.pop_front();
                }
                lines.push_back(line.to_owned());
            }
            Self::Tests { kept, inside } => {
                // The output of failed tests stands between its own headings and the list of names.
                *inside = (*inside && line != "failures:" && !line.starts_with("test result: "))
                    || (line.starts_with("---- ") && line.ends_with(" stdout ----"));
                let died = line.contains("error:") || line.ends_with("... FAILED");
                if (*inside || died) && !line.trim().is_empty() && kept.len() < MOST {
                    kept.push(line.to_owned());
                }
            }
        }
    }

    /// What failed, under its name.
    pub fn said(self, name: &str) -> String {
        let lines = match self {
            Self::Check(lines) => Vec::from(lines),
            Self::Tests { kept, .. } => kept,
        };
        format!("{name}\n{}", lines.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_failed_test_printed_is_kept_and_what_passed_is_not() {
        let mut failures = Failures::of_tests();
        let printed = "test it_holds ... ok\ntest it_breaks ... FAILED\n\nfailures:\n\n---- it_breaks stdout ----\n\
            thread panicked at x.rs:1\n\nfailures:\n    it_breaks\n\ntest result: FAILED. 1 passed; 1 failed;\nother";
        printed.lines().for_each(|line| failures.hear(line));
        let said = failures.said("the tests");
        assert_eq!(
            said, "the tests\ntest it_breaks ... FAILED\n---- it_breaks stdout ----\nthread panicked at x.rs:1",
            "whoever reads the end of a long run learns what failed and why"
        );
    }

    #[test]
    fn of_a_check_the_last_lines_are_kept() {
        let mut failures = Failures::of_checks();
        (0..MOST + 5).for_each(|number| failures.hear(&number.to_string()));
        assert!(failures.said("a check").starts_with("a check\n5\n"), "its end says what is wrong");
    }
}
