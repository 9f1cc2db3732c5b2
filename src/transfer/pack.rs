//! Makes the file.

use super::MOST;
use super::content::{self, Piece};
use crate::browser::{self, pin, random};
use crate::database::{self, DRAFTS, FILE_BYTES, FILES, OUTBOX, RECEIPTS};
use crate::outbox::Parcel;
use crate::{attachments, drafts, writing};
use vault::{Cost, SealedFile, code_of};

/// A file ready to be saved, and what opens it.
#[derive(Clone, PartialEq, Eq)]
pub struct Packed {
    pub file: Vec<u8>,
    /// Shown to the person and kept nowhere.
    pub code: String,
    pub dossiers: usize,
}

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPacked {
    /// More than [`MOST`].
    #[error("too large for one file")]
    TooLarge,
    #[error(transparent)]
    Drafts(#[from] drafts::Error),
}

impl From<browser::Error> for NotPacked {
    fn from(error: browser::Error) -> Self {
        Self::Drafts(error.into())
    }
}

/// Packs these drafts, each with what the outbox has of it. All of them stay on this phone.
pub async fn pack(ids: &[String]) -> Result<Packed, NotPacked> {
    let mut bytes = 0;
    for id in ids {
        let files = attachments::list(id).await.unwrap_or_default();
        bytes += files.iter().map(|file| file.bytes).sum::<u64>();
    }
    if bytes > MOST {
        return Err(NotPacked::TooLarge);
    }
    let mut pieces = Vec::new();
    for id in ids {
        pieces.extend(gather(id).await?);
    }
    let content = content::to_bytes(&pieces);
    drop(pieces);
    let (mut salt, mut chance) = ([0; 16], [0; 12]);
    random::fill(&mut salt)?;
    random::fill(&mut chance)?;
    let code = code_of(chance);
    // 60 bits of chance need no more than the least.
    let (key, _) = pin::stretch(&code, &salt, Cost::LEAST).await?;
    let sealed = SealedFile::new(&content, &key, (Cost::LEAST, salt), random::fill)?;
    Ok(Packed { file: sealed.to_bytes(), code, dossiers: ids.len() })
}

/// All that belongs to one draft.
async fn gather(id: &str) -> Result<Vec<Piece>, NotPacked> {
    let mut pieces = Vec::new();
    if let Some(draft) = drafts::whole(id).await? {
        pieces.push(Piece::new(DRAFTS, &[id], writing::draft(&draft).into_bytes()));
    }
    let parcel = Parcel::of(id).await?;
    let dossier = parcel.and_then(|parcel| parcel.dossier);
    let kept = database::read(&[OUTBOX, RECEIPTS, FILES, FILE_BYTES], async |reading| {
        let mut pieces = Vec::new();
        let mut keys = vec![(OUTBOX, vec![id.to_owned()])];
        keys.extend(dossier.iter().map(|code| (RECEIPTS, vec![code.clone()])));
        for (key, _) in reading.texts(FILES, &[id]).await? {
            keys.extend([(FILES, key.clone()), (FILE_BYTES, key)]);
        }
        for (store, key) in keys {
            let key: Vec<&str> = key.iter().map(String::as_str).collect();
            pieces.extend(reading.bytes(store, &key).await?.map(|says| Piece::new(store, &key, says)));
        }
        Ok(pieces)
    });
    pieces.extend(kept.await?);
    Ok(pieces)
}
