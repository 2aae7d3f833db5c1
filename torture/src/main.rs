//! Attacks the built command line as whole processes, round after round, and prints one JSON line for each attack.
//!
//! A round is made from its seed alone, in folders of its own. What failed is printed with the command that repeats it.

mod clocks;
mod concurrency;
mod damage;
mod dice;
mod disk;
mod hostile;
mod kills;
mod links;
mod newsroom;
mod strays;
mod terminal;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use clap::Parser;
use serde_json::json;

use dice::Dice;

/// The seed of the short form: it does the same every time.
const SHORT_SEED: u64 = 20_261_201;

/// How a round ended that found no fault.
pub enum Round {
    /// The attack was carried out.
    Done,
    /// It cannot be carried out here, for this reason.
    Skipped(String),
}

/// One kind of attack.
struct Attack {
    name: &'static str,
    /// Rounds of the short form.
    short: u64,
    run: fn(&Place, Dice) -> Result<Round>,
}

/// What every attack needs.
pub struct Place {
    /// The built command line.
    pub program: PathBuf,
}

const ATTACKS: &[Attack] = &[
    Attack { name: "kills", short: 4, run: kills::round },
    Attack { name: "kills-rebuild", short: 1, run: kills::rebuild },
    Attack { name: "strays", short: 2, run: strays::round },
    Attack { name: "concurrency", short: 2, run: concurrency::round },
    Attack { name: "damage", short: 2, run: damage::round },
    Attack { name: "disk", short: 2, run: disk::round },
    Attack { name: "hostile", short: 2, run: hostile::texts },
    Attack { name: "special-files", short: 1, run: hostile::special_files },
    Attack { name: "clocks", short: 3, run: clocks::round },
    Attack { name: "links", short: 1, run: links::round },
    Attack { name: "terminal", short: 1, run: terminal::round },
];

/// Attacks the built command line.
#[derive(Debug, Parser)]
struct Arguments {
    /// The built command line, of a debug build
    #[arg(long, value_name = "FILE")]
    program: PathBuf,
    /// A fixed number of rounds from a fixed seed
    #[arg(long)]
    short: bool,
    /// For how long, shared by the attacks
    #[arg(long, value_name = "N", default_value_t = 5)]
    minutes: u64,
    /// Rounds of each attack, whatever time they take
    #[arg(long, value_name = "N")]
    rounds: Option<u64>,
    /// The seed of the first round; the next rounds have the next numbers
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Attacks by name; all of them where none is named
    names: Vec<String>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool> {
    if let Some(name) = arguments.names.iter().find(|name| !ATTACKS.iter().any(|attack| attack.name == **name)) {
        let known: Vec<&str> = ATTACKS.iter().map(|attack| attack.name).collect();
        bail!("There is no attack “{name}”: {}.", known.join(", "));
    }
    let seed = arguments.seed.unwrap_or_else(|| if arguments.short { SHORT_SEED } else { by_the_clock() });
    println!("seed {seed}");
    let named = |attack: &&Attack| arguments.names.is_empty() || arguments.names.iter().any(|name| name == attack.name);
    let attacks: Vec<&Attack> =
        ATTACKS.iter().filter(named).filter(|attack| !arguments.short || attack.short > 0).collect();
    let share = Duration::from_secs(60 * arguments.minutes) / u32::try_from(attacks.len().max(1))?;
    let place = Place { program: arguments.program.canonicalize()? };
    let mut ok = true;
    for attack in attacks {
        let begun = Instant::now();
        let rounds = arguments.rounds.or(arguments.short.then_some(attack.short));
        let more = |round: u64| rounds.map_or_else(|| round == 0 || begun.elapsed() < share, |rounds| round < rounds);
        ok &= carry_out(attack, &place, seed, more);
    }
    Ok(ok)
}

/// Carries out rounds of an attack while there are more; whether none failed.
fn carry_out(attack: &Attack, place: &Place, seed: u64, more: impl Fn(u64) -> bool) -> bool {
    let (mut rounds, mut failures, mut skipped) = (0, 0, None);
    while more(rounds) && skipped.is_none() {
        let this = seed.wrapping_add(rounds);
        match (attack.run)(place, Dice::of(this)) {
            Ok(Round::Done) => {}
            Ok(Round::Skipped(reason)) => skipped = Some(reason),
            Err(error) => {
                failures += 1;
                println!("{}, seed {this}: {error:#}", attack.name);
                println!("  to repeat it: cargo xtask torture {} --seed {this} --rounds 1", attack.name);
            }
        }
        rounds += 1;
    }
    let ok = failures == 0;
    let line = json!({
        "attack": attack.name, "rounds": rounds, "failures": failures, "skipped": skipped, "seed": seed, "ok": ok,
    });
    println!("{line}");
    ok
}

fn by_the_clock() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    since.as_secs()
}
