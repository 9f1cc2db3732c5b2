//! The schema for editors says what the program reads, and all services conform to it.

use std::path::Path;

#[test]
fn the_schema_fits_the_model_and_the_services_fit_the_schema() {
    let mistakes = catalog::check_schema(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}

#[test]
fn every_service_names_the_schema() {
    let services = Path::new(env!("CARGO_MANIFEST_DIR")).join("services");
    for entry in std::fs::read_dir(services).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("#:schema ../schema/service.schema.json\n"), "{}", path.display());
    }
}
