//! E-mail addresses as mail servers here accept them: plain, without comments and quotes.

use super::Fault;
use crate::Code;

/// The host in lower case, as case means nothing there. `None` when it is no address.
pub fn read(line: &str) -> Option<String> {
    let (user, host) = line.rsplit_once('@')?;
    host.is_ascii().then(|| format!("{user}@{}", host.to_ascii_lowercase()))
}

/// `user@host.domain`.
pub fn judge(text: &str) -> Result<(), Fault> {
    let well = text.split_once('@').is_some_and(|(user, host)| is_user(user) && is_host(host));
    if well { Ok(()) } else { Err(Code::WrongFormat.into()) }
}

fn is_user(user: &str) -> bool {
    user.len() <= 64
        && user.split('.').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+-'%&".contains(&b))
        })
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && host.len() <= 253
        && host.split('.').all(is_label)
        && top.len() >= 2
        && top.bytes().all(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_addresses_and_refuses_slips() {
        for text in ["a@b.vn", "thi.huong+1@gmail.com", "o'neil@mail.quangninh.gov.vn"] {
            assert_eq!(judge(text), Ok(()), "{text}");
        }
        for text in [
            "a@b",
            "a@@b.vn",
            "a b@c.vn",
            ".a@b.vn",
            "a@b..vn",
            "a@-b.vn",
            "hường@gmail.com",
            "a@b.v",
            "@b.vn",
        ] {
            assert!(judge(text).is_err(), "{text}");
        }
        assert_eq!(read("Thi.Huong@GMail.Com").as_deref(), Some("Thi.Huong@gmail.com"));
    }
}
