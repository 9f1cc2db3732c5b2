//! Sealing to somebody's public key: HPKE (RFC 9180) in its base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and
//! ChaCha20-Poly1305.
//!
//! What a phone has made ready to send it seals to the server, so that it can go out while the folder it belongs to is
//! locked; what comes back the server seals to the folder. Whoever has only the phone can read neither. Pure: randomness is
//! given by the caller.

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{Infallible, TryCryptoRng, TryRng};
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng,
};
use std::fmt;

const ENCAPSULATED: usize = 32;
const TAG: usize = 16;

/// How many bytes sealing adds.
pub const OVERHEAD: usize = ENCAPSULATED + TAG;

/// A public key: 32 bytes.
pub type PublicKey = [u8; 32];

/// No public key, or one that makes no secret (a point of small order).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a public key")]
pub struct BadKey;

/// Sealed to another key, for another purpose or place, or changed on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot be opened")]
pub struct Unopenable;

/// Seals `plain` to the holder of `to`: [`OVERHEAD`] bytes longer. `purpose` says what it is, `bound` what it belongs to; both
/// must be given again to open it. `chance`: fresh random bytes, never used for anything else.
pub fn seal(
    to: &PublicKey,
    purpose: &str,
    bound: &str,
    plain: &[u8],
    chance: [u8; 32],
) -> Result<Vec<u8>, BadKey> {
    let to = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(to).map_err(|_| BadKey)?;
    let (encapsulated, text) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &to,
        purpose.as_bytes(),
        plain,
        bound.as_bytes(),
        &mut Given(chance),
    )
    .map_err(|_| BadKey)?;
    Ok([&encapsulated.to_bytes()[..], &text].concat())
}

/// Opens what was sealed to its public half.
#[derive(Clone)]
pub struct SecretKey {
    secret: <X25519HkdfSha256 as Kem>::PrivateKey,
    public: PublicKey,
}

impl SecretKey {
    /// The key that these 32 secret bytes make, always the same.
    pub fn derive(seed: &[u8; 32]) -> Self {
        let (secret, public) = X25519HkdfSha256::derive_keypair(seed);
        Self { secret, public: public.to_bytes().into() }
    }

    /// What others seal with.
    pub fn public(&self) -> PublicKey {
        self.public
    }

    /// The plain bytes.
    pub fn open(&self, purpose: &str, bound: &str, sealed: &[u8]) -> Result<Vec<u8>, Unopenable> {
        let (encapsulated, text) = sealed.split_at_checked(ENCAPSULATED).ok_or(Unopenable)?;
        let encapsulated =
            <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| Unopenable)?;
        single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.secret,
            &encapsulated,
            purpose.as_bytes(),
            text,
            bound.as_bytes(),
        )
        .map_err(|_| Unopenable)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// Hands out the bytes it was given. HPKE draws 32 for the key of one message, and nothing else.
struct Given([u8; 32]);

impl TryRng for Given {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, wanted: &mut [u8]) -> Result<(), Infallible> {
        wanted.copy_from_slice(&self.0[..wanted.len()]);
        Ok(())
    }
}

impl TryCryptoRng for Given {}

#[cfg(test)]
mod tests {
    use super::*;
    use hex_literal::hex;

    /// RFC 9180, appendix A.2.1: the first message of the base mode.
    #[test]
    fn seals_as_the_standard_says() {
        let receiver =
            SecretKey::derive(&hex!("1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df"));
        assert_eq!(
            receiver.public(),
            hex!("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a")
        );
        let chance = hex!("909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b");
        let (info, plain) = ("Ode on a Grecian Urn", b"Beauty is truth, truth beauty");
        let sealed = seal(&receiver.public(), info, "Count-0", plain, chance).unwrap();
        let expected = hex!(
            "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
            "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
        );
        assert_eq!(sealed, expected);
        assert_eq!(sealed.len(), plain.len() + OVERHEAD);
        assert_eq!(receiver.open(info, "Count-0", &sealed).unwrap(), plain);
    }

    #[test]
    fn opens_only_for_its_receiver_purpose_and_place_and_unchanged() {
        let [mine, other] = [[1; 32], [2; 32]].map(|seed| SecretKey::derive(&seed));
        let sealed = seal(&mine.public(), "submission", "a", "Nguyễn Thị Ánh".as_bytes(), [3; 32]).unwrap();
        assert_eq!(mine.open("submission", "a", &sealed).unwrap(), "Nguyễn Thị Ánh".as_bytes());
        assert_eq!(other.open("submission", "a", &sealed), Err(Unopenable));
        assert_eq!(mine.open("file", "a", &sealed), Err(Unopenable));
        assert_eq!(mine.open("submission", "b", &sealed), Err(Unopenable));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 0x40;
            assert_eq!(mine.open("submission", "a", &changed), Err(Unopenable), "byte {at}");
        }
        for length in [0, ENCAPSULATED, OVERHEAD - 1] {
            assert_eq!(mine.open("submission", "a", &sealed[..length]), Err(Unopenable));
        }
    }

    #[test]
    fn a_key_that_makes_no_secret_is_refused() {
        assert_eq!(seal(&[0; 32], "submission", "", b"x", [3; 32]), Err(BadKey));
    }
}
