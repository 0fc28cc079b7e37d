//! Builds again when a module's folder gains or loses a file.

fn main() {
    println!("cargo::rerun-if-changed=.");
}
