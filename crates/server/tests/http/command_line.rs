//! Officers' acts from the command line while the server runs, and starting anew.

use crate::on_both_databases;
use crate::scenario::{Server, TOKEN, pdf};
use contract::State;
use std::process::{Command, Output};

pub fn console(server: &Server, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nop-ho-so-server"));
    command.env("DATA_DIR", server.data.path()).env("OFFICER_TOKEN", TOKEN);
    command.env("DATABASE_URL", server.app.settings.database());
    command.args(arguments).output().unwrap()
}

pub fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

on_both_databases! {
    async fn a_dossier_is_moved_from_the_command_line(server) {
        let receipt = server.files_a_dossier().await;
        let code = &*receipt.code;
        assert!(said(&console(&server, &["dossier", "list"])).contains(code));
        assert!(said(&console(&server, &["dossier", "list", "--state", "received"])).is_empty());
        assert!(said(&console(&server, &["dossier", "receive", code])).contains("received"));
        assert_eq!(server.read(code).await.state, State::Received);
        let file = server.data.path().join("ket-qua.pdf");
        std::fs::write(&file, pdf("")).unwrap();
        said(&console(&server, &["dossier", "finish", code, "--file", file.to_str().unwrap()]));
        let detail = server.track(code, Some(&receipt.secret)).await.detail.unwrap();
        assert_eq!(detail.results[0].name, "ket-qua.pdf");
        assert!(said(&console(&server, &["dossier", "show", code])).contains("\"answers\""));
        let refused = console(&server, &["dossier", "receive", code]);
        assert!(!refused.status.success());
        assert!(String::from_utf8_lossy(&refused.stderr).contains("not a legal transition"));
        assert!(!console(&server, &["dossier", "receive", "H49.22-261122-000000"]).status.success());
    }

    async fn reset_removes_dossiers_and_files(server) {
        let receipt = server.files_a_dossier().await;
        assert!(!console(&server, &["reset"]).status.success(), "only with --yes");
        server.stop().await;
        said(&console(&server, &["reset", "--yes"]));
        assert!(said(&console(&server, &["dossier", "list"])).is_empty());
        assert!(!console(&server, &["dossier", "show", &receipt.code]).status.success());
    }
}

#[test]
fn keys_are_made_once_and_for_us_alone() {
    use std::os::unix::fs::PermissionsExt;
    let data = tempfile::tempdir().unwrap();
    let list = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nop-ho-so-server"));
        command.env("DATA_DIR", data.path()).args(["dossier", "list"]).output().unwrap()
    };
    said(&list());
    let keys = ["server.key", "officer-token"].map(|name| data.path().join(name));
    let before = keys.each_ref().map(|path| std::fs::read(path).unwrap());
    for path in &keys {
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    said(&list());
    assert_eq!(before, keys.each_ref().map(|path| std::fs::read(path).unwrap()));
}
