//! Why a call was refused. Each version has its own code for each fault; the
//! tables hold them.

use serde::Serialize;

/// Why the run-time refused a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    #[error("already initialized")]
    AlreadyInitialized,
    #[error("initialized after termination")]
    InitializeAfterTerminate,
    #[error("terminated before initialization")]
    TerminateBeforeInitialize,
    #[error("terminated twice")]
    TerminateAfterTerminate,
    #[error("read before initialization")]
    GetBeforeInitialize,
    #[error("read after termination")]
    GetAfterTerminate,
    #[error("set before initialization")]
    SetBeforeInitialize,
    #[error("set after termination")]
    SetAfterTerminate,
    #[error("committed before initialization")]
    CommitBeforeInitialize,
    #[error("committed after termination")]
    CommitAfterTerminate,
    #[error("the argument must be empty")]
    Argument,
    #[error("what was set could not be stored")]
    CommitFailed,
    #[error("read without an element name")]
    GetWithoutName,
    #[error("set without an element name")]
    SetWithoutName,
    #[error("undefined data model element")]
    Undefined,
    #[error("the element's group has no such member")]
    UndefinedMember,
    #[error("the element has no _children")]
    NoChildren,
    #[error("the element has no _count")]
    NoCount,
    #[error("a keyword cannot be set")]
    SetKeyword,
    #[error("a keyword that the element does not have cannot be set")]
    SetMissingKeyword,
    #[error("read beyond the last record")]
    GetBeyondCount,
    #[error("records must be added in order, and here none may be added")]
    SetBeyondCount,
    #[error("the collection is full, or the values take too much room")]
    TooMuch,
    #[error("the element has no value yet")]
    NoValue,
    #[error("read-only element")]
    ReadOnly,
    #[error("write-only element")]
    WriteOnly,
    #[error("the value does not have the element's type")]
    TypeMismatch,
    #[error("the value is out of range")]
    OutOfRange,
    #[error("an element that this one depends on has no value")]
    Dependency,
    #[error("another record has this value")]
    NotUnique,
    #[error("the value was set once and cannot change")]
    SetOnce,
    #[error("the interaction's type allows no further correct response")]
    TooManyResponses,
}
