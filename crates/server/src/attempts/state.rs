//! What `attempt.state` holds: the activity tree's tracking and the data model
//! of every SCO that ran, as one document of bytes.
//!
//! A frame of lengths and bytes, so that a commit reads and writes only the
//! SCO that is running. `format 1 | header | tree | item count | (name, time,
//! state)… | base count | (generation, document)…`; lengths are 32-bit,
//! little-endian.

use course_runtime::{
    cmi::{CmiState, StateError},
    sequencing::{ActivityTree, TreeState},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const FORMAT: u8 = 1;
/// Openings that stored nothing yet and are kept to replay a queue on.
const BASES: usize = 4;

/// The document.
#[derive(Debug, Clone)]
pub(super) struct AttemptState {
    pub(super) header: Header,
    pub(super) tree: TreeState,
    items: Vec<ItemState>,
    bases: Vec<(i32, Vec<u8>)>,
}

#[derive(Debug, Clone)]
struct ItemState {
    name: String,
    /// The time of its learner sessions in this attempt on the activity.
    hundredths: u64,
    bytes: Vec<u8>,
}

/// Which opening of the player the document belongs to, and how far it came.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Header {
    /// The launch that writes.
    pub(super) launch_id: Uuid,
    /// The opening that writes; see `attempt.generation`.
    pub(super) generation: i32,
    /// The number of the last stored journal entry of that launch.
    pub(super) mark: u64,
    /// Counts what was delivered, so that a repeated request is recognised.
    pub(super) delivery: u32,
    /// The item on screen.
    pub(super) item: Option<String>,
    /// The item's learner session has not ended yet.
    pub(super) running: bool,
    /// Where the SCO that has terminated asked to go.
    pub(super) wish: Option<String>,
    /// The time of earlier attempts on activities, which their data no longer has.
    pub(super) earlier_hundredths: u64,
    /// What the SCO that spoke last has said, for lists.
    pub(super) said: Said,
    /// Something was stored since the opening began.
    pub(super) stored: bool,
    /// What decided selections and orders; earlier attempts do not know it.
    #[serde(default)]
    pub(super) seed: Option<u64>,
}

/// What a SCO has said, as far as lists show it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Said {
    pub(super) location: Option<String>,
    pub(super) score_raw: Option<f64>,
    pub(super) progress: Option<f64>,
    pub(super) not_attempted: bool,
}

/// Why stored bytes cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum AttemptStateError {
    #[error("the stored attempt is cut short or of an unknown format")]
    Damaged,
    #[error("the stored attempt is damaged")]
    Document(#[from] serde_json::Error),
    #[error(transparent)]
    Cmi(#[from] StateError),
}

impl AttemptState {
    /// An attempt that nobody has opened yet.
    pub(super) fn new(tree: &ActivityTree, seed: u64) -> Self {
        Self {
            header: Header {
                launch_id: Uuid::nil(),
                generation: 0,
                mark: 0,
                delivery: 0,
                item: None,
                running: false,
                wish: None,
                earlier_hundredths: 0,
                said: Said::default(),
                stored: false,
                seed: Some(seed),
            },
            tree: TreeState::new(tree, seed),
            items: Vec::new(),
            bases: Vec::new(),
        }
    }

    /// The data model of an item, if it ran before.
    pub(super) fn cmi(&self, item: &str) -> Result<Option<CmiState>, StateError> {
        let found = self.items.iter().find(|it| it.name == item);
        found.map(|it| CmiState::from_bytes(&it.bytes)).transpose()
    }

    pub(super) fn set_cmi(&mut self, item: &str, state: &CmiState, hundredths: u64) {
        let bytes = state.to_bytes();
        match self.items.iter_mut().find(|it| it.name == item) {
            Some(old) => {
                old.bytes = bytes;
                old.hundredths = hundredths;
            }
            None => self.items.push(ItemState {
                name: item.to_owned(),
                hundredths,
                bytes,
            }),
        }
    }

    pub(super) fn forget_cmi(&mut self, item: &str) {
        self.items.retain(|it| it.name != item);
    }

    /// The items that ran, in the order of their first start.
    pub(super) fn items(&self) -> impl Iterator<Item = &str> {
        self.items.iter().map(|it| it.name.as_str())
    }

    /// The time of all learner sessions of the attempt.
    pub(super) fn hundredths(&self) -> u64 {
        let items = self.items.iter().map(|it| it.hundredths);
        items.fold(self.header.earlier_hundredths, u64::saturating_add)
    }

    /// Keeps the document as it is now, for a queue of this opening that may
    /// come later; to be called before another opening changes it.
    pub(super) fn keep_base(&mut self) {
        let bases = std::mem::take(&mut self.bases);
        let generation = self.header.generation;
        let bytes = self.to_bytes();
        self.bases = bases;
        if self.header.stored {
            self.bases.clear();
        }
        self.bases.push((generation, bytes));
        if BASES < self.bases.len() {
            self.bases.remove(0);
        }
    }

    /// The document as the opening `generation` left it, if nothing was stored since.
    pub(super) fn base(&self, generation: i32) -> Result<Option<Self>, AttemptStateError> {
        if self.header.generation == generation {
            return Ok(Some(self.clone()));
        }
        if self.header.stored {
            return Ok(None);
        }
        let found = self.bases.iter().find(|(it, _)| *it == generation);
        found.map(|(_, bytes)| Self::from_bytes(bytes)).transpose()
    }

    /// Something of this opening is stored now: earlier openings are history.
    pub(super) fn note_stored(&mut self) {
        self.header.stored = true;
        self.bases.clear();
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let header = serde_json::to_vec(&self.header).expect("plain data serialises");
        let tree = serde_json::to_vec(&self.tree).expect("finite numbers and texts serialise");
        let size: usize = self.items.iter().map(|it| it.bytes.len() + 64).sum();
        let mut bytes = Vec::with_capacity(header.len() + tree.len() + size + 64);
        bytes.push(FORMAT);
        put(&mut bytes, &header);
        put(&mut bytes, &tree);
        put_number(&mut bytes, self.items.len());
        for item in &self.items {
            put(&mut bytes, item.name.as_bytes());
            bytes.extend_from_slice(&item.hundredths.to_le_bytes());
            put(&mut bytes, &item.bytes);
        }
        put_number(&mut bytes, self.bases.len());
        for (generation, document) in &self.bases {
            bytes.extend_from_slice(&generation.to_le_bytes());
            put(&mut bytes, document);
        }
        bytes
    }

    /// Only the data models, by item: what reports over many attempts read.
    pub(super) fn data_models(bytes: &[u8]) -> Result<Vec<(String, CmiState)>, AttemptStateError> {
        let mut reader = Reader::begin(bytes)?;
        reader.field()?;
        reader.field()?;
        let mut models = Vec::new();
        for _ in 0..reader.number()? {
            let item = reader.item()?;
            models.push((item.name, CmiState::from_bytes(&item.bytes)?));
        }
        Ok(models)
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, AttemptStateError> {
        let mut reader = Reader::begin(bytes)?;
        let header = serde_json::from_slice(reader.field()?)?;
        let tree = serde_json::from_slice(reader.field()?)?;
        let mut items = Vec::new();
        for _ in 0..reader.number()? {
            items.push(reader.item()?);
        }
        let mut bases = Vec::new();
        for _ in 0..reader.number()? {
            let generation = i32::from_le_bytes(reader.four()?);
            bases.push((generation, reader.field()?.to_vec()));
        }
        Ok(Self {
            header,
            tree,
            items,
            bases,
        })
    }
}

fn put(bytes: &mut Vec<u8>, field: &[u8]) {
    put_number(bytes, field.len());
    bytes.extend_from_slice(field);
}

fn put_number(bytes: &mut Vec<u8>, number: usize) {
    let number = u32::try_from(number).expect("the run-time limits what an attempt holds");
    bytes.extend_from_slice(&number.to_le_bytes());
}

struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    fn begin(bytes: &'b [u8]) -> Result<Self, AttemptStateError> {
        let mut reader = Self { rest: bytes };
        if reader.take(1)? == [FORMAT] {
            Ok(reader)
        } else {
            Err(AttemptStateError::Damaged)
        }
    }

    fn item(&mut self) -> Result<ItemState, AttemptStateError> {
        let name = std::str::from_utf8(self.field()?);
        let name = name.map_err(|_| AttemptStateError::Damaged)?.to_owned();
        let hundredths = self.take(8)?.try_into();
        Ok(ItemState {
            name,
            hundredths: u64::from_le_bytes(hundredths.map_err(|_| AttemptStateError::Damaged)?),
            bytes: self.field()?.to_vec(),
        })
    }

    fn take(&mut self, count: usize) -> Result<&'b [u8], AttemptStateError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(count)
            .ok_or(AttemptStateError::Damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    fn four(&mut self) -> Result<[u8; 4], AttemptStateError> {
        let four = self.take(4)?;
        four.try_into().map_err(|_| AttemptStateError::Damaged)
    }

    fn number(&mut self) -> Result<usize, AttemptStateError> {
        Ok(u32::from_le_bytes(self.four()?) as usize)
    }

    fn field(&mut self) -> Result<&'b [u8], AttemptStateError> {
        let length = self.number()?;
        self.take(length)
    }
}
