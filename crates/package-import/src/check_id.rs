//! Every check there is, by name. What each one is stands in its own file
//! below `checks/`.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use crate::checks::{self, Area, Definition};
use crate::finding::Severity;

macro_rules! checks {
    ($($area:ident { $($file:ident: $name:ident,)* })*) => {
        /// Names a check. Its id is part of the API and of message ids.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CheckId {
            $($($name,)*)*
        }

        impl CheckId {
            /// Every check, those about the archive first.
            pub const ALL: &[Self] = &[$($(Self::$name,)*)*];

            /// Its entry in the catalogue.
            pub fn definition(self) -> &'static Definition {
                match self {
                    $($(Self::$name => &checks::$area::$file::CHECK,)*)*
                }
            }
        }
    };
}

checks! {
    archive {
        not_a_zip: NotAZip,
        archive_empty: ArchiveEmpty,
        archive_damaged: ArchiveDamaged,
        file_damaged: FileDamaged,
        path_escapes: PathEscapes,
        path_absolute: PathAbsolute,
        path_control_character: PathControlCharacter,
        path_too_long: PathTooLong,
        path_too_deep: PathTooDeep,
        special_entry: SpecialEntry,
        duplicate_entry: DuplicateEntry,
        unicode_twins: UnicodeTwins,
        file_is_also_folder: FileIsAlsoFolder,
        overlapping_entries: OverlappingEntries,
        sizes_disagree: SizesDisagree,
        encrypted: Encrypted,
        unknown_compression: UnknownCompression,
        several_disks: SeveralDisks,
        archive_too_large: ArchiveTooLarge,
        too_many_files: TooManyFiles,
        too_large: TooLarge,
        file_too_large: FileTooLarge,
        compression_bomb: CompressionBomb,
        case_twins: CaseTwins,
        reserved_name: ReservedName,
        back_slash_names: BackSlashNames,
        name_encoding_guessed: NameEncodingGuessed,
        nested_archive: NestedArchive,
        system_files: SystemFiles,
        server_scripts: ServerScripts,
    }
    kind {
        manifest_missing: ManifestMissing,
        manifest_in_folder: ManifestInFolder,
        several_manifests: SeveralManifests,
        nested_manifest: NestedManifest,
        manifest_name_case: ManifestNameCase,
        wrapped_in_folder: WrappedInFolder,
        kind_scorm_1_1: KindScorm11,
        kind_html_export: KindHtmlExport,
        kind_cmi5: KindCmi5,
        kind_tin_can: KindTinCan,
        kind_h5p: KindH5p,
        kind_moodle_backup: KindMoodleBackup,
        kind_qti: KindQti,
        kind_common_cartridge: KindCommonCartridge,
        kind_aicc: KindAicc,
        kind_office_document: KindOfficeDocument,
        kind_source_project: KindSourceProject,
        kind_zip_in_zip: KindZipInZip,
        kind_content_package: KindContentPackage,
        schema_version_missing: SchemaVersionMissing,
        schema_version_unknown: SchemaVersionUnknown,
    }
    document {
        manifest_too_large: ManifestTooLarge,
        manifest_encoding: ManifestEncoding,
        manifest_old_encoding: ManifestOldEncoding,
        manifest_doctype: ManifestDoctype,
        manifest_entity: ManifestEntity,
        manifest_not_well_formed: ManifestNotWellFormed,
        manifest_tag_unclosed: ManifestTagUnclosed,
        manifest_cut_off: ManifestCutOff,
        manifest_prefix_unbound: ManifestPrefixUnbound,
        manifest_too_deep: ManifestTooDeep,
        manifest_too_many_elements: ManifestTooManyElements,
        manifest_root: ManifestRoot,
    }
    manifest {
        no_organization: NoOrganization,
        several_organizations: SeveralOrganizations,
        default_organization_unknown: DefaultOrganizationUnknown,
        no_items: NoItems,
        too_many_items: TooManyItems,
        nothing_to_launch: NothingToLaunch,
        duplicate_identifier: DuplicateIdentifier,
        identifier_missing: IdentifierMissing,
        resource_unknown: ResourceUnknown,
        item_without_resource: ItemWithoutResource,
        cluster_with_resource: ClusterWithResource,
        dependency_unknown: DependencyUnknown,
        value_invalid: ValueInvalid,
        organization_title_missing: OrganizationTitleMissing,
        item_title_missing: ItemTitleMissing,
        title_shortened: TitleShortened,
        title_characters: TitleCharacters,
        language_missing: LanguageMissing,
        mastery_score: MasteryScore,
        mastery_on_asset: MasteryOnAsset,
        no_sco: NoSco,
        prerequisites_not_enforced: PrerequisitesNotEnforced,
    }
    sequencing {
        sequencing_reference_unknown: SequencingReferenceUnknown,
        objective_unknown: ObjectiveUnknown,
        never_starts: NeverStarts,
        always_disabled: AlwaysDisabled,
        selects_nothing: SelectsNothing,
        rollup_never_holds: RollupNeverHolds,
        measure_never_known: MeasureNeverKnown,
        progress_never_known: ProgressNeverKnown,
        never_completes: NeverCompletes,
        asset_awaited: AssetAwaited,
    }
    files {
        launch_unsafe: LaunchUnsafe,
        launch_outside: LaunchOutside,
        launch_escapes: LaunchEscapes,
        launch_file_missing: LaunchFileMissing,
        resource_without_href: ResourceWithoutHref,
        files_missing: FilesMissing,
        file_reference_invalid: FileReferenceInvalid,
        file_case_differs: FileCaseDiffers,
        href_back_slashes: HrefBackSlashes,
        files_unlisted: FilesUnlisted,
        outside_hosts: OutsideHosts,
        mixed_content: MixedContent,
        flash: Flash,
        flash_beside_html5: FlashBesideHtml5,
        java_applets: JavaApplets,
        plugins: Plugins,
        video_without_captions: VideoWithoutCaptions,
    }
    pages {
        page_encoding: PageEncoding,
        page_language_missing: PageLanguageMissing,
        page_title_missing: PageTitleMissing,
        page_files_missing: PageFilesMissing,
        page_case_differs: PageCaseDiffers,
        images_without_text: ImagesWithoutText,
        contrast_low: ContrastLow,
        first_page_heavy: FirstPageHeavy,
        sco_without_calls: ScoWithoutCalls,
    }
}

impl CheckId {
    /// The id in words joined by hyphens.
    pub fn id(self) -> &'static str {
        self.definition().id
    }

    pub fn severity(self) -> Severity {
        self.definition().severity
    }

    /// The arguments that its messages may use.
    pub fn arguments(self) -> &'static [&'static str] {
        self.definition().arguments
    }

    /// Whether the check looks at the archive, before anything in it is read.
    pub fn is_about_archive(self) -> bool {
        self.definition().area == Area::Archive
    }
}

impl fmt::Display for CheckId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

impl Serialize for CheckId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for CheckId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Id;

        impl Visitor<'_> for Id {
            type Value = CheckId;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the id of a check")
            }

            fn visit_str<E: de::Error>(self, id: &str) -> Result<CheckId, E> {
                let found = CheckId::ALL.iter().find(|check| check.id() == id);
                found
                    .copied()
                    .ok_or_else(|| E::custom(format!("no check `{id}`")))
            }
        }

        deserializer.deserialize_str(Id)
    }
}
