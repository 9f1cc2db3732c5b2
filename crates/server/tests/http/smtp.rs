//! A mail server that takes what it is given.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// A mail that arrived.
#[derive(Debug)]
pub struct Mail {
    /// In angle brackets, as it was said.
    pub to: String,
    /// The text below the headers, decoded.
    pub text: String,
}

/// Listens on a free port of this machine.
pub fn start() -> (SocketAddr, Receiver<Mail>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away is no event.
            let _ended = talk(&stream, &sender);
        }
    });
    (address, receiver)
}

fn talk(stream: &TcpStream, mails: &Sender<Mail>) -> std::io::Result<()> {
    let mut answer = stream;
    answer.write_all(b"220 test\r\n")?;
    let mut to = String::new();
    let mut lines = BufReader::new(stream).lines();
    while let Some(line) = lines.next() {
        let line = line?;
        let reply = match line.get(..4).unwrap_or_default() {
            "EHLO" => "250 test",
            "QUIT" => "221 bye",
            "RCPT" => {
                line.split_once(':').unwrap_or_default().1.clone_into(&mut to);
                "250 ok"
            }
            "DATA" => {
                answer.write_all(b"354 go on\r\n")?;
                let mut mail = Vec::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    mail.push(line);
                }
                let _nobody_waits = mails.send(Mail { to: to.clone(), text: text(&mail) });
                "250 ok"
            }
            _ => "250 ok",
        };
        answer.write_all(reply.as_bytes())?;
        answer.write_all(b"\r\n")?;
    }
    Ok(())
}

/// Below the headers; undoes base64, which is what lettre makes of much Vietnamese, and quoted-printable for the digits.
fn text(mail: &[String]) -> String {
    use base64::Engine;
    let at = mail.iter().position(String::is_empty).unwrap_or(mail.len() - 1);
    let (headers, body) = mail.split_at(at);
    let body: String = body.concat();
    if headers.iter().any(|line| line.to_lowercase().contains("base64")) {
        let bytes = base64::engine::general_purpose::STANDARD.decode(body).unwrap_or_default();
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    body
}
