//! The API as a SCO sees it: functions by name, texts in, texts out, and the
//! last error. For vectors, traces and tests; the server replays journals.

use std::collections::BTreeMap;

use super::{CmiState, Fault, RunTime, Version};

/// The API object of one launch.
#[derive(Debug)]
pub struct Api {
    run_time: RunTime,
    version: Version,
    last_error: u16,
}

/// One call's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub text: String,
    /// What `GetLastError` says after the call.
    pub error: u16,
}

impl Api {
    pub fn new(state: CmiState) -> Self {
        Self {
            version: state.version,
            run_time: RunTime::new(state),
            last_error: 0,
        }
    }

    pub fn run_time(&self) -> &RunTime {
        &self.run_time
    }

    pub fn into_run_time(self) -> RunTime {
        self.run_time
    }

    pub fn set_navigation(&mut self, valid: BTreeMap<String, String>) {
        self.run_time.set_navigation(valid);
    }

    /// Calls a function by its name in this version (`LMSGetValue` in 1.2,
    /// `GetValue` in 2004); missing arguments are empty. An argument of `None`
    /// is no Unicode text. `None` is the answer when there is no such function.
    pub fn call(&mut self, function: &str, arguments: &[Option<&str>]) -> Option<Answer> {
        let name = match self.version {
            Version::Scorm12 => function.strip_prefix("LMS")?,
            Version::Scorm2004 => function,
        };
        let argument = |at: usize| arguments.get(at).copied().unwrap_or(Some(""));
        let first = argument(0).unwrap_or("\u{fffd}");
        let text = match (self.version, name) {
            (_, "Initialize") => {
                let result = self.run_time.initialize(first);
                self.finish(result)
            }
            (Version::Scorm12, "Finish") | (Version::Scorm2004, "Terminate") => {
                let result = self.run_time.terminate(first);
                self.finish(result)
            }
            (_, "Commit") => {
                let result = self.run_time.commit(first);
                self.finish(result)
            }
            (_, "SetValue") => {
                let result = self.run_time.set_value(first, argument(1));
                self.finish(result)
            }
            (_, "GetValue") => match self.run_time.get_value(first) {
                Ok(value) => {
                    self.last_error = 0;
                    value.into_owned()
                }
                Err(fault) => {
                    self.last_error = self.run_time.model().code(fault);
                    String::new()
                }
            },
            (_, "GetLastError") => self.last_error.to_string(),
            (_, "GetErrorString") => self.run_time.model().error_string(first).to_owned(),
            (_, "GetDiagnostic") => self.diagnostic(first),
            _ => return None,
        };
        Some(Answer {
            text,
            error: self.last_error,
        })
    }

    fn finish(&mut self, result: Result<(), Fault>) -> String {
        self.last_error = result
            .err()
            .map_or(0, |fault| self.run_time.model().code(fault));
        (self.last_error == 0).to_string()
    }

    /// An empty argument asks about the last error.
    fn diagnostic(&self, code: &str) -> String {
        let model = self.run_time.model();
        if code.is_empty() {
            model.diagnostic(&self.last_error.to_string()).to_owned()
        } else {
            model.diagnostic(code).to_owned()
        }
    }
}
