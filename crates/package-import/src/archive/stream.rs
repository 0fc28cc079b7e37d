//! Streams files out of an archive. Each is inflated once, in memory that does
//! not grow with it; the limits count the bytes that come out, whatever the
//! headers said.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::DeflateDecoder;

use super::{Archive, Entry, METHOD_STORED, is_bomb};
use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::limits::Limits;

const BUFFER_BYTES: u64 = 64 * 1024;

/// What became of a run through all files.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Streamed {
    Whole,
    /// A limit for the whole package was reached.
    Stopped,
}

impl<R: Read + Seek> Archive<R> {
    /// Calls `visit` with each entry and its content, in the archive's order.
    /// What `visit` leaves unread is read to its end, so that every file is
    /// verified. An error from `visit` ends the run, unless the content's own
    /// fault caused it: that is a finding.
    pub(crate) fn for_each(
        &mut self,
        limits: &Limits,
        findings: &mut Findings,
        mut visit: impl FnMut(&Entry, &mut dyn Read) -> io::Result<()>,
    ) -> io::Result<Streamed> {
        let mut total_bytes = 0;
        for entry in &self.entries {
            let fault = |check| {
                Finding::new(check)
                    .with_text("name", &entry.path)
                    .in_file(&entry.path)
            };
            let mut content = Content::open(&mut self.reader, entry, limits, total_bytes)?;
            let visited = visit(entry, &mut content).and_then(|()| content.finish());
            total_bytes = content.total_bytes();
            match (content.fault, visited) {
                (None, Ok(())) => {}
                (None, Err(error)) => return Err(error),
                (Some(CheckId::TooLarge), _) => {
                    findings.push(
                        Finding::new(CheckId::TooLarge).with_bytes("limit", limits.total_bytes),
                    );
                    return Ok(Streamed::Stopped);
                }
                (Some(check @ CheckId::FileTooLarge), _) => {
                    findings.push(fault(check).with_bytes("limit", limits.file_bytes));
                }
                (Some(check @ CheckId::CompressionBomb), _) => {
                    findings.push(fault(check).with_count("limit", limits.ratio));
                }
                (Some(check), _) => findings.push(fault(check)),
            }
        }
        Ok(Streamed::Whole)
    }

    /// The whole content of one file of at most `limit` bytes. None, with a
    /// finding, when it is damaged; `too_large` when it is longer.
    pub(crate) fn read(
        &mut self,
        index: usize,
        limits: &Limits,
        findings: &mut Findings,
        limit: u64,
        too_large: CheckId,
    ) -> io::Result<Option<Vec<u8>>> {
        let entry = &self.entries[index];
        let mut content = Content::open(&mut self.reader, entry, limits, 0)?;
        let mut bytes = Vec::new();
        let result = content.by_ref().take(limit + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > limit {
            findings.push(
                Finding::new(too_large)
                    .with_bytes("limit", limit)
                    .in_file(&entry.path),
            );
            return Ok(None);
        }
        let result = result.and_then(|_| content.finish());
        match (content.fault, result) {
            (None, Ok(())) => Ok(Some(bytes)),
            (None, Err(error)) => Err(error),
            // Told when all files are streamed.
            (Some(_), _) => Ok(None),
        }
    }
}

/// A file's content on its way out, counted and verified.
struct Content<'a, R: Read> {
    source: Source<BufReader<io::Take<&'a mut R>>>,
    sum: flate2::Crc,
    entry: &'a Entry,
    limits: &'a Limits,
    size_bytes: u64,
    bytes_before: u64,
    ended: bool,
    fault: Option<CheckId>,
}

enum Source<B: BufRead> {
    Stored(B),
    Deflated(Box<DeflateDecoder<B>>),
}

impl<'a, R: Read + Seek> Content<'a, R> {
    fn open(
        reader: &'a mut R,
        entry: &'a Entry,
        limits: &'a Limits,
        bytes_before: u64,
    ) -> io::Result<Self> {
        reader.seek(SeekFrom::Start(entry.data_at))?;
        let capacity = usize::try_from(entry.stored_bytes.clamp(1, BUFFER_BYTES))
            .expect("a clamped size fits");
        let stored = BufReader::with_capacity(capacity, reader.take(entry.stored_bytes));
        let source = if entry.method == METHOD_STORED {
            Source::Stored(stored)
        } else {
            Source::Deflated(Box::new(DeflateDecoder::new(stored)))
        };
        Ok(Self {
            source,
            sum: flate2::Crc::new(),
            entry,
            limits,
            size_bytes: 0,
            bytes_before,
            ended: false,
            fault: None,
        })
    }
}

impl<R: Read> Content<'_, R> {
    fn total_bytes(&self) -> u64 {
        self.bytes_before.saturating_add(self.size_bytes)
    }

    /// Reads what is left and verifies the whole.
    fn finish(&mut self) -> io::Result<()> {
        let mut rest = [0; 16 * 1024];
        while !self.ended {
            match self.read(&mut rest) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => _ = read?,
            }
        }
        Ok(())
    }

    fn fail(&mut self, check: CheckId) -> io::Error {
        self.fault = Some(check);
        self.ended = true;
        io::Error::new(io::ErrorKind::InvalidData, check.id())
    }

    fn breach(&self) -> Option<CheckId> {
        if self.total_bytes() > self.limits.total_bytes {
            Some(CheckId::TooLarge)
        } else if self.size_bytes > self.limits.file_bytes {
            Some(CheckId::FileTooLarge)
        } else if is_bomb(self.entry.stored_bytes, self.size_bytes, self.limits) {
            Some(CheckId::CompressionBomb)
        } else if self.size_bytes > self.entry.size_bytes {
            Some(CheckId::SizesDisagree)
        } else {
            None
        }
    }

    fn verify(&mut self) -> io::Result<()> {
        let consumed = match &self.source {
            Source::Stored(stored) => self.entry.stored_bytes - stored.get_ref().limit(),
            Source::Deflated(decoder) => decoder.total_in(),
        };
        if self.size_bytes != self.entry.size_bytes || consumed != self.entry.stored_bytes {
            return Err(self.fail(CheckId::SizesDisagree));
        }
        if self.sum.sum() != self.entry.crc32 {
            return Err(self.fail(CheckId::FileDamaged));
        }
        self.ended = true;
        Ok(())
    }
}

impl<R: Read> Read for Content<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(fault) = self.fault {
            return Err(self.fail(fault));
        }
        if self.ended || buffer.is_empty() {
            return Ok(0);
        }
        let read = match &mut self.source {
            Source::Stored(stored) => stored.read(buffer),
            Source::Deflated(decoder) => decoder.read(buffer),
        };
        let count = match read {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            // What the decoder says of bad data; the reader's own failures
            // are of other kinds and go through.
            Err(error) => {
                return Err(match error.kind() {
                    io::ErrorKind::InvalidInput
                    | io::ErrorKind::InvalidData
                    | io::ErrorKind::UnexpectedEof => self.fail(CheckId::FileDamaged),
                    _ => error,
                });
            }
        };
        if count == 0 {
            self.verify()?;
            return Ok(0);
        }
        self.size_bytes += count as u64;
        if let Some(check) = self.breach() {
            return Err(self.fail(check));
        }
        self.sum.update(&buffer[..count]);
        Ok(count)
    }
}
