//! The envelope around every event: CloudEvents 1.0 in structured JSON mode.
//!
//! Extensions used: `sequence` (CloudEvents extension "sequence"), `traceparent` (CloudEvents
//! extension "distributed tracing").

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::{
    EventId, InvalidText, clean_line,
    limits::{MESSAGE_BYTES, SEQUENCE},
};

/// The version of CloudEvents.
pub const SPEC_VERSION: &str = "1.0";

/// The media type of an envelope on the wire.
const CONTENT_TYPE: &str = "application/json";

/// A fact that one worker tells the others. Past tense, versioned by its type.
pub trait Event: Serialize + DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// The type on the wire, with its version: `registration.confirmed.v1`.
    const TYPE: &'static str;

    /// What the event is about, as an id with its prefix. Events of one subject are kept in order.
    fn subject(&self) -> String;

    /// Checks what a type cannot: texts, sizes, links. What comes from the bus is believed no more than
    /// what comes from the web.
    ///
    /// # Errors
    /// Which field cannot be, and why.
    fn check(&self) -> Result<(), InvalidField> {
        Ok(())
    }
}

/// A field of an event that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field} {reason}")]
pub struct InvalidField {
    /// Which one.
    pub field: &'static str,
    /// What is wrong with it.
    pub reason: InvalidText,
}

impl InvalidField {
    /// The check of a single line.
    pub(crate) fn line(field: &'static str, text: &str) -> Result<(), Self> {
        clean_line(text)
            .map(drop)
            .map_err(|reason| Self { field, reason })
    }
}

/// The place of an event among the events of its subject; later is higher.
///
/// On the wire a text of 19 digits, so that it orders as text, as the extension demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(pub i64);

impl Serialize for Sequence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:019}", self.0))
    }
}

impl<'de> Deserialize<'de> for Sequence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse()
            .ok()
            .filter(|n| (0..=SEQUENCE).contains(n))
            .map(Self)
            .ok_or_else(|| {
                serde::de::Error::custom("sequence is not a text of digits up to 1000000000")
            })
    }
}

/// An event with everything that is known about it outside of its data.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Envelope<D> {
    /// Version of CloudEvents, always [`SPEC_VERSION`].
    pub specversion: String,
    /// Names this message for ever; a message that is sent again keeps it.
    pub id: EventId,
    /// The worker that tells it: `/kontor/registrations`.
    pub source: String,
    /// The type with its version.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// Place among the events of the subject.
    pub sequence: Sequence,
    /// When it happened, by the clock of the worker that tells it.
    pub time: Timestamp,
    /// Always `application/json`.
    pub datacontenttype: String,
    /// The trace it belongs to (W3C Trace Context).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
    /// The event itself.
    pub data: D,
}

/// An envelope whose data is not decoded yet.
pub type RawEnvelope = Envelope<Box<RawValue>>;

/// Why bytes are not an event of ours.
#[derive(Debug, thiserror::Error)]
pub enum EnvelopeError {
    /// Larger than [`MESSAGE_BYTES`].
    #[error("the message has {0} bytes, more than the {MESSAGE_BYTES} allowed")]
    TooLarge(usize),
    /// Not a CloudEvents envelope in JSON.
    #[error("the envelope is not a CloudEvents 1.0 envelope")]
    Envelope(#[source] serde_json::Error),
    /// An envelope of another version of CloudEvents.
    #[error("the envelope is of CloudEvents version {0:?}, not 1.0")]
    Version(String),
    /// The data is not what its type says.
    #[error("the data is not a {kind}")]
    Data {
        /// The type that was expected.
        kind: &'static str,
        /// What did not fit.
        #[source]
        source: serde_json::Error,
    },
    /// The data has its type and still cannot be.
    #[error("the data is not a {kind}: {field}")]
    Field {
        /// The type that was expected.
        kind: &'static str,
        /// Which field, and why.
        field: InvalidField,
    },
}

impl<E: Event> Envelope<E> {
    /// Puts an event into its envelope.
    pub fn new(id: EventId, source: &str, sequence: Sequence, time: Timestamp, data: E) -> Self {
        Self {
            specversion: SPEC_VERSION.to_owned(),
            id,
            source: source.to_owned(),
            kind: E::TYPE.to_owned(),
            subject: data.subject(),
            sequence,
            time,
            datacontenttype: CONTENT_TYPE.to_owned(),
            traceparent: None,
            data,
        }
    }

    /// The envelope as it travels.
    ///
    /// # Errors
    /// [`EnvelopeError::TooLarge`] over [`MESSAGE_BYTES`]; [`EnvelopeError::Envelope`] if the data
    /// cannot be written as JSON.
    pub fn to_json(&self) -> Result<String, EnvelopeError> {
        let json = serde_json::to_string(self).map_err(EnvelopeError::Envelope)?;
        if json.len() > MESSAGE_BYTES {
            Err(EnvelopeError::TooLarge(json.len()))
        } else {
            Ok(json)
        }
    }
}

impl RawEnvelope {
    /// Reads the envelope and leaves the data for whoever knows its type.
    ///
    /// # Errors
    /// [`EnvelopeError`] says why the bytes are not an envelope.
    pub fn from_json(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        if bytes.len() > MESSAGE_BYTES {
            return Err(EnvelopeError::TooLarge(bytes.len()));
        }
        let raw: Self = serde_json::from_slice(bytes).map_err(EnvelopeError::Envelope)?;
        if raw.specversion == SPEC_VERSION {
            Ok(raw)
        } else {
            Err(EnvelopeError::Version(raw.specversion))
        }
    }

    /// Decodes the data as the event `E`.
    ///
    /// # Errors
    /// [`EnvelopeError::Data`] if it is not one.
    pub fn decode<E: Event>(self) -> Result<Envelope<E>, EnvelopeError> {
        let kind = E::TYPE;
        let data: E = serde_json::from_str(self.data.get())
            .map_err(|source| EnvelopeError::Data { kind, source })?;
        data.check()
            .map_err(|field| EnvelopeError::Field { kind, field })?;
        Ok(Envelope {
            specversion: self.specversion,
            id: self.id,
            source: self.source,
            kind: self.kind,
            subject: self.subject,
            sequence: self.sequence,
            time: self.time,
            datacontenttype: self.datacontenttype,
            traceparent: self.traceparent,
            data,
        })
    }
}
