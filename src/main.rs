//! The program `yaddash`: turns the result of [`yaddash::cli::main`] into an exit status.

fn main() -> std::process::ExitCode {
    yaddash::cli::main()
}
