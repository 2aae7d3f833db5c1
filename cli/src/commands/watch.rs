//! `watch`: a folder is taken in whenever something in it changes.

use std::ops::ControlFlow;
use std::path::PathBuf;

use engine::desk::Desk;
use engine::error::Error;

use crate::output::{Outcome, Output};

/// Watches until the program is ended.
pub fn run(desk: &Desk, output: &Output, folders: &[PathBuf]) -> Result<Outcome, Error> {
    desk.import().watch(folders, &|taken| {
        match taken {
            Some(Ok(receipt)) => {
                output.result(&receipt, || super::import::sums(&receipt).into());
                output.refusals(&receipt.refused);
            }
            Some(Err(error)) => output.message(&error.to_string()),
            None => {}
        }
        ControlFlow::Continue(())
    })?;
    Ok(Outcome::Done)
}
