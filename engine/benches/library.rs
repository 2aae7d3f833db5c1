//! How long the library takes, on small ones of the seeded generator: taking files in, asking, deciding.
//! The bars are held by `cargo xtask bench library` on large ones; this is for looking closer.

#![allow(missing_docs, clippy::unwrap_used, reason = "a measurement stops where it fails")]

#[path = "../examples/support/generator.rs"]
#[allow(dead_code, reason = "a part of it is used")]
mod generator;

use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use engine::decide::Decision;
use engine::desk::Desk;
use tempfile::TempDir;

const SEED: u64 = 1;
const SIZES: [usize; 2] = [250, 2_500];
const QUERIES: [(&str, &str); 6] = [
    ("everything", ""),
    ("common word", "microsoft "),
    ("prefix of two", "mi"),
    ("topic", "topic:\"Computer Vision\""),
    ("by quality", "sort:quality"),
    ("all combined", "is:inbox quality:>40 topic:security -provider:\"provider 1\" sort:quality (ai or microsoft )"),
];

/// A folder with files of the generator, and a library that has taken them in.
fn filled(size: usize) -> (TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    generator::write(&folder.path().join("articles"), size, SEED);
    let desk = Desk::open(&folder.path().join("library")).unwrap();
    take_in(&desk, &folder.path().join("articles"));
    (folder, desk)
}

fn take_in(desk: &Desk, articles: &Path) {
    desk.import().take_in(&[articles.to_path_buf()], &|_| ControlFlow::Continue(())).unwrap();
}

fn intake(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("intake");
    group.sample_size(10).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(500));
    let size = SIZES[0];
    let (folder, desk) = filled(size);
    let articles = folder.path().join("articles");
    group.throughput(Throughput::Elements(size as u64));
    group.bench_function(BenchmarkId::new("first", size), |bench| {
        let new = || tempfile::tempdir().unwrap();
        bench.iter_batched(
            new,
            |library| take_in(&Desk::open(library.path()).unwrap(), &articles),
            BatchSize::PerIteration,
        );
    });
    group.bench_function(BenchmarkId::new("again", size), |bench| bench.iter(|| take_in(&desk, &articles)));
    group.finish();
}

fn asking(criterion: &mut Criterion) {
    for size in SIZES {
        let (_folder, desk) = filled(size);
        let mut group = criterion.benchmark_group("first page");
        group.sample_size(20).measurement_time(Duration::from_secs(1)).warm_up_time(Duration::from_millis(200));
        for (name, query) in QUERIES {
            group.bench_function(BenchmarkId::new(name, size), |bench| {
                bench.iter(|| {
                    let view = desk.query().view(black_box(query)).unwrap();
                    desk.query().rows(&view.ids[..view.ids.len().min(50)]).unwrap()
                });
            });
        }
        group.bench_function(BenchmarkId::new("facets", size), |bench| bench.iter(|| desk.query().facets("").unwrap()));
        group.finish();
    }
}

fn deciding(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decide");
    group.sample_size(20).measurement_time(Duration::from_secs(1)).warm_up_time(Duration::from_millis(200));
    for size in SIZES {
        let (_folder, desk) = filled(size);
        let ids = desk.query().view("").unwrap().ids;
        group.bench_function(BenchmarkId::new("one, and undo", size), |bench| {
            bench.iter(|| {
                desk.decide().decide(&ids[..1], &[Decision::Spike]).unwrap();
                desk.decide().undo().unwrap()
            });
        });
        group.bench_function(BenchmarkId::new("a hundred, and undo", size), |bench| {
            bench.iter(|| {
                desk.decide().decide(&ids[..ids.len().min(100)], &[Decision::Spike]).unwrap();
                desk.decide().undo().unwrap()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, intake, asking, deciding);
criterion_main!(benches);
