//! How long a document takes. Every rendering has facts of its own, so that
//! nothing comes out of typst's cache that would not in the server.

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::hint::black_box;

use certificates::{Face, render_pdf, render_record_pdf};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

fn certificate(criterion: &mut Criterion) {
    let mut serial = 0;
    for (name, sample, face) in [
        (
            "uverenje, two pages, Cyrillic",
            sample::uverenje(),
            Face::SrCyrl,
        ),
        ("uverenje, two pages, English", sample::uverenje(), Face::En),
        (
            "potvrda, one page, Cyrillic",
            sample::potvrda(),
            Face::SrCyrl,
        ),
    ] {
        criterion.bench_function(name, |bench| {
            bench.iter_batched(
                || {
                    serial += 1;
                    let mut facts = sample.clone();
                    facts.number.serial = serial;
                    facts.person.cyrillic = format!("Љубица Ђорђевић {serial}");
                    facts.person.latin = format!("Ljubica Đorđević {serial}");
                    facts.check_url = format!("{}{serial}", facts.check_url);
                    facts
                },
                |facts| black_box(render_pdf(&facts, face).expect("it renders")),
                BatchSize::SmallInput,
            );
        });
    }
}

fn record(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("record");
    group.sample_size(10);
    let mut run = 0;
    for rows in [100, 1000, 5000] {
        group.throughput(Throughput::Elements(rows));
        group.bench_function(format!("{rows} rows"), |bench| {
            bench.iter_batched(
                || {
                    run += 1;
                    let mut record = sample::record(usize::try_from(rows).expect("small"));
                    for row in &mut record.rows {
                        row[1] = format!("Ђорђевић Љубица {run}");
                    }
                    record
                },
                |record| black_box(render_record_pdf(&record).expect("it renders")),
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, certificate, record);
criterion_main!(benches);
