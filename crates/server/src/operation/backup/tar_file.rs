//! The tar format, as much of it as a backup needs: plain files, one after the other.

use std::path::Path;

use tokio::{
    fs::File,
    io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader, BufWriter},
};

use super::BackupError;

const BLOCK: usize = 512;
const BUFFER: usize = 1024 * 1024;

/// Writes a tar file; it exists under its own name once it is whole.
pub(super) struct Writer<'a> {
    path: &'a Path,
    unfinished: std::path::PathBuf,
    file: BufWriter<File>,
}

impl<'a> Writer<'a> {
    pub(super) async fn create(path: &'a Path) -> Result<Self, BackupError> {
        if path.exists() {
            return Err(BackupError::Exists(path.to_owned()));
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".unfinished");
        let unfinished = path.with_file_name(name);
        let mut options = tokio::fs::OpenOptions::new();
        // It holds people's names and results: for its owner only.
        options.write(true).create(true).truncate(true).mode(0o600);
        let file = options.open(&unfinished).await;
        let file = file.map_err(BackupError::file(&unfinished))?;
        Ok(Self {
            path,
            unfinished,
            file: BufWriter::with_capacity(BUFFER, file),
        })
    }

    /// Begins a file of this size; exactly so many bytes must follow, and `end_file`.
    pub(super) async fn begin_file(&mut self, name: &str, size: u64) -> Result<(), BackupError> {
        let mut header = tar::Header::new_ustar();
        let named = header.set_path(name);
        named.map_err(BackupError::file(&self.unfinished))?;
        header.set_size(size);
        header.set_mode(0o600);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        self.write(header.as_bytes()).await
    }

    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        let written = self.file.write_all(bytes).await;
        written.map_err(BackupError::file(&self.unfinished))
    }

    pub(super) async fn end_file(&mut self, size: u64) -> Result<(), BackupError> {
        let zeros = [0; BLOCK];
        self.write(&zeros[..padding(size)]).await
    }

    pub(super) async fn file(&mut self, name: &str, content: &[u8]) -> Result<(), BackupError> {
        let size = content.len() as u64;
        self.begin_file(name, size).await?;
        self.write(content).await?;
        self.end_file(size).await
    }

    /// Ends the archive, waits until the disk has it, and gives it its name.
    pub(super) async fn finish(mut self) -> Result<u64, BackupError> {
        self.write(&[0; 2 * BLOCK]).await?;
        let flushed = async {
            self.file.flush().await?;
            let file = self.file.get_ref();
            file.sync_all().await?;
            let size = file.metadata().await?.len();
            tokio::fs::rename(&self.unfinished, self.path).await?;
            Ok(size)
        };
        flushed.await.map_err(BackupError::file(self.path))
    }
}

/// Removes what an unsuccessful backup left.
impl Drop for Writer<'_> {
    fn drop(&mut self) {
        // Gone already when the backup is whole.
        drop(std::fs::remove_file(&self.unfinished));
    }
}

/// Reads a tar file from front to back.
pub(super) struct Reader<'a> {
    path: &'a Path,
    file: BufReader<File>,
    /// Bytes of the present file that were not read yet, and its padding.
    left: u64,
    padding: usize,
}

impl<'a> Reader<'a> {
    pub(super) async fn open(path: &'a Path) -> Result<Self, BackupError> {
        let file = File::open(path).await.map_err(BackupError::file(path))?;
        Ok(Self {
            path,
            file: BufReader::with_capacity(BUFFER, file),
            left: 0,
            padding: 0,
        })
    }

    /// The next file's name and size, or `None` at the end.
    pub(super) async fn next(&mut self) -> Result<Option<(String, u64)>, BackupError> {
        while self.piece(BUFFER).await?.is_some() {}
        let mut block = [0; BLOCK];
        let rest = self.padding;
        self.fill(&mut block[..rest]).await?;
        self.fill(&mut block).await?;
        if block.iter().all(|it| *it == 0) {
            return Ok(None);
        }
        let header = tar::Header::from_byte_slice(&block);
        let sum: u32 = (block.iter().enumerate())
            .map(|(at, it)| {
                if (148..156).contains(&at) {
                    32
                } else {
                    u32::from(*it)
                }
            })
            .sum();
        let name = header.path().ok().map(|it| it.display().to_string());
        match (name, header.entry_size(), header.cksum()) {
            (Some(name), Ok(size), Ok(expected)) if sum == expected => {
                self.left = size;
                self.padding = padding(size);
                Ok(Some((name, size)))
            }
            _ => Err(BackupError::NotABackup(self.path.to_owned())),
        }
    }

    /// The next bytes of the present file, at most so many.
    pub(super) async fn piece(&mut self, at_most: usize) -> Result<Option<Vec<u8>>, BackupError> {
        if self.left == 0 {
            return Ok(None);
        }
        let size = usize::try_from(self.left).unwrap_or(at_most).min(at_most);
        let mut bytes = vec![0; size];
        self.fill(&mut bytes).await?;
        self.left -= size as u64;
        Ok(Some(bytes))
    }

    /// The present file, whole.
    pub(super) async fn whole(&mut self) -> Result<Vec<u8>, BackupError> {
        let mut bytes = Vec::new();
        while let Some(piece) = self.piece(BUFFER).await? {
            bytes.extend(piece);
        }
        Ok(bytes)
    }

    async fn fill(&mut self, bytes: &mut [u8]) -> Result<(), BackupError> {
        match self.file.read_exact(bytes).await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                Err(BackupError::Damaged("the file ends too early".into()))
            }
            Err(error) => Err(BackupError::file(self.path)(error)),
        }
    }
}

/// Files end at a whole block.
fn padding(size: u64) -> usize {
    let over = usize::try_from(size % BLOCK as u64).unwrap_or(0);
    (BLOCK - over) % BLOCK
}
