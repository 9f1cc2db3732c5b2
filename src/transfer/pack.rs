//! Makes the file.

use super::MOST;
use super::content::{self, Piece};
use crate::browser::{self, pin, random};
use crate::database::{self, DRAFTS, FILE_BYTES, FILES, OUTBOX, PERSON, RECEIPTS};
use crate::outbox::Parcel;
use crate::{attachments, drafts, households, receipts, writing};
use vault::{Cost, SealedFile, code_of};

/// A file ready to be saved, and what opens it.
#[derive(Clone, PartialEq, Eq)]
pub struct Packed {
    pub file: Vec<u8>,
    /// Shown to the person and kept nowhere.
    pub code: String,
    /// Drafts, what waits, and receipts.
    pub dossiers: usize,
    /// Of the household.
    pub people: usize,
}

/// What is to be carried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Ids of drafts, each with its papers and what the outbox has of it.
    pub drafts: Vec<String>,
    /// Whatever else the open folder holds: receipts and people.
    pub rest: bool,
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

/// Packs them. All of it stays on this phone.
pub async fn pack(load: &Load) -> Result<Packed, NotPacked> {
    let Load { drafts: ids, rest } = load;
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
    let (mut dossiers, mut people) = (ids.len(), 0);
    if *rest {
        for sent in receipts::list().await? {
            let says = serde_json::to_string(&sent).map_err(browser::Error::from)?;
            dossiers += usize::from(!ids.contains(&sent.draft));
            pieces.push(Piece::new(RECEIPTS, &[&sent.receipt.code], says.into_bytes()));
        }
        for ([kind, id], says) in households::records().await? {
            people += 1;
            pieces.push(Piece::new(PERSON, &[&kind, &id], says.into_bytes()));
        }
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
    Ok(Packed { file: sealed.to_bytes(), code, dossiers, people })
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
