//! Every check there is: its id, how much it matters, and which arguments its
//! messages may use.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::finding::Severity::{self, Error, Note, Warning};

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident = $id:literal $severity:ident [$($argument:literal)*];)*) => {
        /// Names a check. The id is part of the API and of message ids.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum CheckId {
            $($(#[$doc])* #[serde(rename = $id)] $name,)*
        }

        impl CheckId {
            /// Every check, those about the archive first.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The id in words joined by hyphens.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            pub fn severity(self) -> Severity {
                match self { $(Self::$name => $severity,)* }
            }

            /// The arguments that its messages may use.
            pub fn arguments(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($argument,)*],)* }
            }
        }
    };
}

checks! {
    // The archive.
    NotAZip = "not-a-zip" Error [];
    ArchiveEmpty = "archive-empty" Error [];
    ArchiveDamaged = "archive-damaged" Error [];
    FileDamaged = "file-damaged" Error ["name"];
    /// Attack A1.
    PathEscapes = "path-escapes" Error ["name"];
    /// Attack A2.
    PathAbsolute = "path-absolute" Error ["name"];
    /// Attack A12.
    PathControlCharacter = "path-control-character" Error ["name"];
    PathTooLong = "path-too-long" Error ["name" "limit"];
    PathTooDeep = "path-too-deep" Error ["name" "limit"];
    /// Attack A3.
    SpecialEntry = "special-entry" Error ["name"];
    DuplicateEntry = "duplicate-entry" Error ["name"];
    UnicodeTwins = "unicode-twins" Error ["name"];
    FileIsAlsoFolder = "file-is-also-folder" Error ["name"];
    /// Attack A5.
    OverlappingEntries = "overlapping-entries" Error ["name"];
    SizesDisagree = "sizes-disagree" Error ["name"];
    /// Attack A6.
    Encrypted = "encrypted" Error ["name"];
    UnknownCompression = "unknown-compression" Error ["name" "method"];
    SeveralDisks = "several-disks" Error [];
    /// Attack A4.
    ArchiveTooLarge = "archive-too-large" Error ["size" "limit"];
    TooManyFiles = "too-many-files" Error ["count" "limit"];
    TooLarge = "too-large" Error ["limit"];
    FileTooLarge = "file-too-large" Error ["name" "limit"];
    CompressionBomb = "compression-bomb" Error ["name" "limit"];
    CaseTwins = "case-twins" Warning ["name" "other"];
    ReservedName = "reserved-name" Note ["count" "names"];
    BackSlashNames = "back-slash-names" Note ["count" "names"];
    NameEncodingGuessed = "name-encoding-guessed" Note ["count" "names" "encoding"];
    NestedArchive = "nested-archive" Note ["count" "names"];
    SystemFiles = "system-files" Note ["count" "names"];
    /// Attack A13.
    ServerScripts = "server-scripts" Note ["count" "names"];

    // What kind of package it is.
    ManifestMissing = "manifest-missing" Error [];
    ManifestInFolder = "manifest-in-folder" Error ["folder"];
    SeveralManifests = "several-manifests" Error ["count" "names"];
    NestedManifest = "nested-manifest" Note ["count" "names"];
    ManifestNameCase = "manifest-name-case" Warning ["name"];
    WrappedInFolder = "wrapped-in-folder" Note ["folder"];
    KindScorm11 = "kind-scorm-1-1" Error [];
    KindHtmlExport = "kind-html-export" Error ["name"];
    KindCmi5 = "kind-cmi5" Error [];
    KindTinCan = "kind-tin-can" Error [];
    KindH5p = "kind-h5p" Error [];
    KindMoodleBackup = "kind-moodle-backup" Error [];
    KindQti = "kind-qti" Error [];
    KindCommonCartridge = "kind-common-cartridge" Error [];
    KindAicc = "kind-aicc" Error [];
    KindOfficeDocument = "kind-office-document" Error [];
    KindContentPackage = "kind-content-package" Warning [];
    SchemaVersionMissing = "schema-version-missing" Note ["kind"];
    SchemaVersionUnknown = "schema-version-unknown" Warning ["version" "kind"];

    // The manifest as a document.
    ManifestTooLarge = "manifest-too-large" Error ["limit"];
    ManifestEncoding = "manifest-encoding" Warning ["declared" "used"];
    /// Attacks A7 to A9.
    ManifestDoctype = "manifest-doctype" Error [];
    ManifestEntity = "manifest-entity" Warning ["entity"];
    ManifestNotWellFormed = "manifest-not-well-formed" Error ["line" "column"];
    /// Attack A8.
    ManifestTooDeep = "manifest-too-deep" Error ["limit"];
    ManifestTooManyElements = "manifest-too-many-elements" Error ["limit"];
    ManifestRoot = "manifest-root" Error ["name"];

    // What the manifest says.
    NoOrganization = "no-organization" Error [];
    SeveralOrganizations = "several-organizations" Note ["count" "title"];
    DefaultOrganizationUnknown = "default-organization-unknown" Warning ["identifier" "title"];
    NoItems = "no-items" Error [];
    TooManyItems = "too-many-items" Error ["limit"];
    NothingToLaunch = "nothing-to-launch" Error [];
    DuplicateIdentifier = "duplicate-identifier" Warning ["identifier"];
    IdentifierMissing = "identifier-missing" Warning ["element" "identifier"];
    ResourceUnknown = "resource-unknown" Error ["identifier"];
    ItemWithoutResource = "item-without-resource" Warning ["title"];
    ClusterWithResource = "cluster-with-resource" Warning ["title"];
    DependencyUnknown = "dependency-unknown" Warning ["identifier"];
    ValueInvalid = "value-invalid" Warning ["element" "value"];
    SequencingReferenceUnknown = "sequencing-reference-unknown" Warning ["identifier"];
    ObjectiveUnknown = "objective-unknown" Warning ["identifier"];
    OrganizationTitleMissing = "organization-title-missing" Warning [];
    ItemTitleMissing = "item-title-missing" Warning ["identifier"];
    TitleShortened = "title-shortened" Note ["title" "limit"];
    TitleCharacters = "title-characters" Note ["title"];
    LanguageMissing = "language-missing" Note [];
    MasteryScore = "mastery-score" Note ["score" "title"];

    // The files it names, and the others.
    /// Attack A10.
    LaunchUnsafe = "launch-unsafe" Error ["href"];
    LaunchOutside = "launch-outside" Error ["href"];
    LaunchEscapes = "launch-escapes" Error ["href"];
    LaunchFileMissing = "launch-file-missing" Error ["name"];
    ResourceWithoutHref = "resource-without-href" Error [];
    FilesMissing = "files-missing" Warning ["count" "names"];
    FileReferenceInvalid = "file-reference-invalid" Warning ["count" "names"];
    FileCaseDiffers = "file-case-differs" Warning ["count" "names"];
    HrefBackSlashes = "href-back-slashes" Note ["count" "names"];
    FilesUnlisted = "files-unlisted" Note ["count" "names"];
    OutsideHosts = "outside-hosts" Warning ["count" "names"];
    Flash = "flash" Warning ["count" "names"];
    VideoWithoutCaptions = "video-without-captions" Warning ["count" "names"];
}

impl CheckId {
    /// Whether the check looks at the archive, before anything in it is read.
    pub fn is_about_archive(self) -> bool {
        self <= Self::ServerScripts
    }
}

impl fmt::Display for CheckId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}
