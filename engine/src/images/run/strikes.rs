//! Hosts that could not be reached.

use std::collections::HashSet;

/// Hosts and images that could not be reached since something was.
#[derive(Default)]
pub struct Strikes {
    /// Hosts that could not be reached.
    pub hosts: HashSet<String>,
    /// Images of these hosts.
    pub pictures: Vec<i64>,
}
