//! Keeps the files of one paper. It outlives the screen: making a picture small takes seconds on a cheap phone, and who
//! goes on meanwhile must neither lose the file nor meet a broken page.

use crate::attachments;
use crate::drafts::{Change, OpenDraft};
use crate::filling::Filling;
use crate::view::prelude::*;
use forms::{DocumentAnswer, FileRef, Path};

/// One paper of one draft, for as long as something is under way with its files.
pub struct Keeper {
    filling: Filling,
    draft: OpenDraft,
    /// Of the document.
    id: String,
    under_way: ArcRwSignal<u32>,
}

impl Keeper {
    /// Made while the screen is there.
    pub fn new(filling: Filling, id: String) -> Self {
        let under_way = filling.under_way();
        under_way.update(|count| *count += 1);
        Self { filling, draft: filling.draft(), id, under_way }
    }

    pub fn draft(&self) -> String {
        self.draft.id()
    }

    pub fn place(&self) -> Path {
        Path::Document(self.id.clone())
    }

    fn answer(&self) -> DocumentAnswer {
        self.draft.with(|draft| draft.answers.documents.get(&self.id).cloned()).unwrap_or_default()
    }

    fn put(&self, answer: DocumentAnswer) {
        if self.filling.is_open() {
            self.filling.set_document(&self.id, answer);
        } else {
            self.draft.record(Change::Document { id: self.id.clone(), answer });
        }
    }

    /// Adds a file, in the place of another when it replaces one.
    pub async fn kept(&self, file: FileRef, instead: Option<String>) {
        let mut answer = self.answer();
        let old =
            instead.as_ref().and_then(|sha256| answer.files.iter().position(|kept| &kept.sha256 == sha256));
        if answer.files.iter().any(|kept| kept.sha256 == file.sha256) {
            return;
        }
        match old.and_then(|at| answer.files.get_mut(at)) {
            Some(place) => *place = file,
            None => answer.files.push(file),
        }
        self.put(answer);
        if let Some(sha256) = instead {
            self.drop_bytes(&sha256).await;
        }
    }

    /// Deletes the bytes unless another paper names the same file.
    pub async fn drop_bytes(&self, sha256: &str) {
        let is_named = self.draft.with(|draft| {
            let mut papers = draft.answers.documents.values();
            papers.any(|given| given.files.iter().any(|file| file.sha256 == sha256))
        });
        if !is_named {
            // A file that stays behind is only room, and goes with the draft.
            let _ = attachments::remove(&self.draft.id(), sha256).await;
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.under_way.update(|count| *count -= 1);
    }
}
