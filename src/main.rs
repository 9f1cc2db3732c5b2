//! Starts the app.

fn main() {
    nop_ho_so::app::start();
}
