//! Files of citizens and officers in an object store: a local folder, or S3 by configuration. All are sealed.
//!
//! A file is sealed in chunks of 64 KiB, each bound to its place, its number and whether it is the last, so that files of
//! any size go through little memory and none can be cut, reordered or swapped unnoticed.

use crate::chance;
use crate::config::{BadFile, Settings};
use crate::error::{Error, Result};
use crate::seal::{self, Sealer};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart};
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::PathBuf;
use std::sync::Arc;

const CHUNK: usize = 64 * 1024;
const SEALED_CHUNK: usize = CHUNK + seal::OVERHEAD;
/// S3 takes no part but the last below 5 MiB.
const PART: usize = 5 * 1024 * 1024;

/// The object store, and the folder where a file waits while it arrives.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    incoming: PathBuf,
    sealer: Sealer,
}

impl Files {
    /// Opens the store of the settings, creating folders as needed.
    pub fn open(settings: &Settings, sealer: Sealer) -> std::result::Result<Self, BadFile> {
        let incoming = settings.data_dir.join("incoming");
        let bad = |path: &std::path::Path, error: &dyn std::error::Error| BadFile {
            path: path.display().to_string(),
            what: error.to_string(),
        };
        fs::create_dir_all(&incoming).map_err(|error| bad(&incoming, &error))?;
        let store: Arc<dyn ObjectStore> = match settings.files_url.as_deref() {
            Some(url) if url.starts_with("s3://") => {
                // An error only says that a provider is there already.
                let _known = rustls::crypto::ring::default_provider().install_default();
                // Keys, region and endpoint come from the environment, as for every program that speaks S3.
                let builder = AmazonS3Builder::from_env().with_url(url);
                Arc::new(builder.build().map_err(|error| bad(std::path::Path::new(url), &error))?)
            }
            url => {
                let folder = match url.and_then(|url| url.strip_prefix("file://")) {
                    Some(path) => PathBuf::from(path),
                    None => settings.data_dir.join("files"),
                };
                fs::create_dir_all(&folder).map_err(|error| bad(&folder, &error))?;
                // A file is on the disk, its name in the folder too, before a row speaks of it.
                let local =
                    LocalFileSystem::new_with_prefix(&folder).map_err(|error| bad(&folder, &error))?;
                Arc::new(local.with_fsync(true))
            }
        };
        Ok(Self { store, incoming, sealer })
    }

    /// A file without a name for what arrives: it is gone when the server dies, whatever happens.
    pub fn incoming(&self) -> io::Result<File> {
        let path = self.incoming.join(chance::hex::<16>());
        let file = fs::OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
        fs::remove_file(&path)?;
        Ok(file)
    }

    /// Seals the whole file and stores it durably under `place`. Storing again replaces.
    pub async fn keep(&self, place: &str, mut file: File) -> Result<()> {
        file.rewind()?;
        let upload = self.store.put_multipart(&Path::from(place)).await?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, PART);
        let mut chunk = read_chunk(file).await?;
        for number in 0_u64.. {
            let next = if chunk.1.len() == CHUNK { Some(read_chunk(chunk.0).await?) } else { None };
            let is_last = next.as_ref().is_none_or(|(_, bytes)| bytes.is_empty());
            writer.wait_for_capacity(1).await?;
            writer.write(&self.sealer.seal(&chunk_place(place, number, is_last), &chunk.1));
            match next {
                Some(next) if !is_last => chunk = next,
                _ => break,
            }
        }
        writer.finish().await?;
        Ok(())
    }

    /// Seals a piece of a file that is still arriving and stores it durably under `place`; `bound`: what it is a piece of.
    pub async fn keep_piece(&self, place: &str, bound: &str, piece: &[u8]) -> Result<()> {
        let sealed = self.sealer.seal(bound, piece);
        self.store.put(&Path::from(place), sealed.into()).await?;
        Ok(())
    }

    /// The plain bytes of a piece.
    pub async fn read_piece(&self, place: &str, bound: &str) -> Result<Vec<u8>> {
        let sealed = self.store.get(&Path::from(place)).await?.bytes().await?;
        Ok(self.sealer.open(bound, &sealed)?)
    }

    /// The plain bytes, chunk by chunk.
    pub async fn read(&self, place: &str) -> Result<impl Stream<Item = Result<Bytes>> + Send + 'static> {
        let stored = self.store.get(&Path::from(place)).await.map_err(|error| match error {
            object_store::Error::NotFound { .. } => {
                Error::Inconsistent("a file is not in the store".to_owned())
            }
            error => Error::Files(error),
        })?;
        let reader = Reader {
            stored: stored.into_stream().map_err(Error::Files).boxed(),
            buffer: BytesMut::new(),
            number: 0,
            ended: false,
            place: place.to_owned(),
            sealer: self.sealer.clone(),
        };
        Ok(stream::try_unfold(reader, |mut reader| async move {
            let chunk = reader.next().await?;
            Ok(chunk.map(|bytes| (bytes, reader)))
        }))
    }

    /// Removes what is there; that nothing is there is as good.
    pub async fn remove(&self, place: &str) -> Result<()> {
        match self.store.delete(&Path::from(place)).await {
            Err(error) if !matches!(error, object_store::Error::NotFound { .. }) => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Whether the store answers.
    pub async fn is_ready(&self) -> bool {
        !matches!(self.store.head(&Path::from("ready")).await, Err(error) if !matches!(error, object_store::Error::NotFound { .. }))
    }
}

struct Reader {
    stored: stream::BoxStream<'static, Result<Bytes>>,
    buffer: BytesMut,
    number: u64,
    ended: bool,
    place: String,
    sealer: Sealer,
}

impl Reader {
    async fn next(&mut self) -> Result<Option<Bytes>> {
        if self.ended {
            return Ok(None);
        }
        // One byte more than a chunk tells that another follows.
        while self.buffer.len() <= SEALED_CHUNK {
            let Some(bytes) = self.stored.try_next().await? else {
                self.ended = true;
                break;
            };
            self.buffer.extend_from_slice(&bytes);
        }
        let is_last = self.buffer.len() <= SEALED_CHUNK;
        let sealed = self.buffer.split_to(self.buffer.len().min(SEALED_CHUNK));
        let plain = self.sealer.open(&chunk_place(&self.place, self.number, is_last), &sealed)?;
        self.number += 1;
        Ok(Some(plain.into()))
    }
}

fn chunk_place(place: &str, number: u64, is_last: bool) -> String {
    format!("file:{place}:{number}:{}", if is_last { "last" } else { "more" })
}

/// Up to [`CHUNK`] bytes, fewer only at the end. Reading a local file is quick, but not to be done between others' turns.
async fn read_chunk(mut file: File) -> Result<(File, Vec<u8>)> {
    let read = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::with_capacity(CHUNK);
        let limit = u64::try_from(CHUNK).unwrap_or(u64::MAX);
        file.by_ref().take(limit).read_to_end(&mut bytes).map(|_| (file, bytes))
    });
    Ok(read.await.map_err(|error| Error::Inconsistent(error.to_string()))??)
}
