//! Which tool made a package: told from names of files and from what tools
//! write into manifests, pages and project files. Used for advice, never for
//! decisions.

mod traces;

pub(crate) use traces::Traces;

use serde::{Deserialize, Serialize};

/// What a tool's own words can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Where SCORM is chosen when the course is published.
    Publish,
    /// Publishing without Flash.
    Html5,
    Captions,
    AlternativeText,
    /// What it takes to pass.
    Score,
}

impl Topic {
    pub const ALL: &[Self] = &[
        Self::Publish,
        Self::Html5,
        Self::Captions,
        Self::AlternativeText,
        Self::Score,
    ];

    /// Part of message ids.
    pub fn id(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Html5 => "html5",
            Self::Captions => "captions",
            Self::AlternativeText => "alternative-text",
            Self::Score => "score",
        }
    }
}

macro_rules! tools {
    ($($tool:ident = $id:literal $name:literal [$($topic:ident)*];)*) => {
        /// A tool by which packages are told apart, those first that may hold
        /// another one's work.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Tool {
            $(#[serde(rename = $id)] $tool,)*
        }

        impl Tool {
            pub const ALL: &[Self] = &[$(Self::$tool,)*];

            /// Part of message ids.
            pub fn id(self) -> &'static str {
                match self { $(Self::$tool => $id,)* }
            }

            /// The name as its maker writes it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$tool => $name,)* }
            }

            /// Whether the message catalogue has its words on the topic, as
            /// `finding-tool-<topic>-<tool>`.
            pub fn speaks_of(self, topic: Topic) -> bool {
                let topics: &[Topic] = match self { $(Self::$tool => &[$(Topic::$topic,)*],)* };
                topics.contains(&topic)
            }
        }
    };
}

tools! {
    Rise = "rise" "Articulate Rise" [Publish Captions AlternativeText Score];
    Storyline = "storyline" "Articulate Storyline" [Publish Html5 Captions AlternativeText Score];
    Lectora = "lectora" "Lectora" [Publish AlternativeText Score];
    Ispring = "ispring" "iSpring" [Publish Html5 Score];
    Presenter = "presenter" "Adobe Presenter" [Publish];
    Captivate = "captivate" "Adobe Captivate" [Publish Html5 Captions AlternativeText Score];
    Evolve = "evolve" "Evolve" [Publish];
    Elucidat = "elucidat" "Elucidat" [Publish];
    Adapt = "adapt" "Adapt" [Publish AlternativeText Score];
    Xerte = "xerte" "Xerte" [Publish AlternativeText];
    ExeLearning = "exelearning" "eXeLearning" [Publish AlternativeText];
    CourseLab = "courselab" "CourseLab" [Publish Html5];
    Camtasia = "camtasia" "Camtasia" [Publish Captions];
    ActivePresenter = "activepresenter" "ActivePresenter" [Publish];
    Genially = "genially" "Genially" [];
    ThreeDVista = "3dvista" "3DVista" [];
    Udutu = "udutu" "Udutu" [];
    Jclic = "jclic" "JClic" [];
    H5p = "h5p" "H5P (Lumi)" [Publish Captions AlternativeText];
    Ludiscape = "ludiscape" "Ludiscape" [];
    Reload = "reload" "Reload" [];
}
