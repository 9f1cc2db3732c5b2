//! One file a kind of answer: how it is read, judged and shown.
