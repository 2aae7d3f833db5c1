//! How long reading and splicing take, on files of our own making from 1.5 KB to 140 KB.
//! The bars are held by `cargo xtask bench`; this is for looking closer.

#![allow(missing_docs, clippy::unwrap_used, reason = "a measurement stops where it fails")]

#[path = "../tests/support/made.rs"]
mod made;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use engine::document::{Change, Document, NewValue, Path, Profile};

const SIZES: [usize; 4] = [1_500, 5_000, 25_000, 140_000];

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for size in SIZES {
        let text = made::news(size);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::new("article", size), &text, |bench, text| {
            bench.iter(|| {
                let document = Document::read(black_box(text.as_bytes())).unwrap();
                document.article(Profile::ClusterNews, "name").unwrap()
            });
        });
        let front = text.split("---\n").nth(1).unwrap();
        group.bench_with_input(BenchmarkId::new("serde_yaml", size), front, |bench, front| {
            bench.iter(|| serde_yaml::from_str::<serde_yaml::Value>(black_box(front)).unwrap());
        });
    }
    group.finish();
}

fn splice(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("splice");
    for size in SIZES {
        let text = made::news(size);
        let document = Document::read(text.as_bytes()).unwrap();
        let published = Change::Set(Path::top("published"), NewValue::Bool(false));
        group.bench_function(BenchmarkId::new("published", size), |bench| {
            bench.iter(|| document.edit(black_box(&published)).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, read, splice);
criterion_main!(benches);
