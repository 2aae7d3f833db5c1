//! `copytaster`: the same desk from a terminal. Results go to stdout, messages to stderr;
//! exit code 0 on success, 1 when something was refused, 2 on wrong use.

#![deny(clippy::print_stdout, clippy::print_stderr, reason = "everything is printed through Output")]

mod arguments;
mod commands;
mod lines;
mod message;
mod output;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use output::Output;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return output::wrong_use(error),
    };
    let output = Output { json: arguments.json };
    match commands::run(arguments, &output) {
        Ok(outcome) => outcome.into(),
        Err(error) => output.failure(&error.failure()),
    }
}
