//! The envelope on the wire, and what is refused.

use kontor_contracts::{
    Envelope, EnvelopeError, EventId, ForumId, RawEnvelope, RegistrationId, Sequence, Worker,
    events::*, kind_of, limits::MESSAGE_BYTES,
};
use uuid::Uuid;

fn received() -> Envelope<RegistrationReceived> {
    let data = RegistrationReceived {
        registration: RegistrationId::new(Uuid::from_u128(1)),
        forum: ForumId::new(Uuid::from_u128(2)),
        contact: Contact {
            name: "Zoë von der Leyen".into(),
            email: "zoe@example.org".parse().unwrap(),
            language: "de".parse().unwrap(),
            organisation: Some("Müller-Söhne GmbH & Co. KG".into()),
            country: Some("DE".parse().unwrap()),
        },
        participants: vec![Participant::through_contact("株式会社".into())],
        unnamed: 0,
        token: "Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw"
            .parse()
            .unwrap(),
        held_until: "2027-01-15T12:00:00Z".parse().unwrap(),
        held: true,
        may_wait: false,
    };
    let time = "2027-01-13T12:00:00Z".parse().unwrap();
    Envelope::new(
        EventId::new(Uuid::from_u128(3)),
        Worker::Registrations.source(),
        Sequence(1),
        time,
        data,
    )
}

#[test]
fn an_envelope_is_a_cloud_event_and_fits_its_schema() {
    let json: serde_json::Value = serde_json::from_str(&received().to_json().unwrap()).unwrap();
    crate::documents::sorted().bind(|| insta::assert_json_snapshot!("envelope", json));
    let entry = kind_of("registration.received.v1").unwrap();
    let mut generator = schemars::SchemaGenerator::default();
    let mut schema = (entry.schema)(&mut generator).to_value();
    schema["$defs"] = generator.take_definitions(true).into();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<_> = validator
        .iter_errors(&json["data"])
        .map(|e| e.to_string())
        .collect();
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn an_envelope_survives_the_wire() {
    let sent = received();
    let raw = RawEnvelope::from_json(sent.to_json().unwrap().as_bytes()).unwrap();
    assert_eq!(
        (raw.id, raw.sequence, raw.kind.as_str()),
        (sent.id, Sequence(1), "registration.received.v1")
    );
    assert_eq!(
        raw.decode::<RegistrationReceived>().unwrap().data,
        sent.data
    );
}

#[test]
fn a_field_of_a_later_version_is_no_trouble() {
    let json = received()
        .to_json()
        .unwrap()
        .replace("\"held_until\"", "\"new_field\":1,\"held_until\"");
    let raw = RawEnvelope::from_json(json.as_bytes()).unwrap();
    raw.decode::<RegistrationReceived>().unwrap();
}

#[test]
fn what_is_no_event_of_ours_is_refused_with_its_reason() {
    let sent = received().to_json().unwrap();
    let refused = |bytes: &[u8]| RawEnvelope::from_json(bytes).unwrap_err();
    assert!(matches!(refused(b"{"), EnvelopeError::Envelope(_)));
    assert!(matches!(refused(b"\xff\xfe"), EnvelopeError::Envelope(_)));
    assert!(matches!(
        refused(&vec![b' '; MESSAGE_BYTES + 1]),
        EnvelopeError::TooLarge(_)
    ));
    let old = sent.replace("\"specversion\":\"1.0\"", "\"specversion\":\"0.3\"");
    assert!(matches!(refused(old.as_bytes()), EnvelopeError::Version(_)));
    let raw = RawEnvelope::from_json(sent.as_bytes()).unwrap();
    let error = raw.decode::<ListingWithdrawn>().unwrap_err();
    assert_eq!(error.to_string(), "the data is not a listing.withdrawn.v1");
}

#[test]
fn an_event_larger_than_a_message_may_be_is_refused() {
    let mut large = received();
    large.data.contact.name = "x".repeat(MESSAGE_BYTES);
    assert!(matches!(large.to_json(), Err(EnvelopeError::TooLarge(_))));
}

/// What the web would refuse does not come in by the bus either.
#[test]
fn what_the_web_would_refuse_is_refused_from_the_bus() {
    type Spoil = fn(&mut Envelope<RegistrationReceived>);
    let cases: [(Spoil, &str); 5] = [
        (
            |e| e.data.contact.name = "x".repeat(50_000),
            "contact.name is longer than 200",
        ),
        (
            |e| e.data.contact.name = "Eve\r\nBcc: x".into(),
            "contact.name contains",
        ),
        (
            |e| e.data.participants[0].name = "\u{200B}".into(),
            "participants is empty",
        ),
        (
            |e| e.data.participants = vec![e.data.participants[0].clone(); 2_000],
            "participants is longer than 50",
        ),
        (|e| e.data.unnamed = 50, "participants is longer than 50"),
    ];
    for (spoil, reason) in cases {
        let mut event = received();
        spoil(&mut event);
        let json = event.to_json().unwrap();
        let raw = RawEnvelope::from_json(json.as_bytes()).unwrap();
        let error = raw
            .decode::<RegistrationReceived>()
            .unwrap_err()
            .to_string();
        assert!(error.contains(reason), "{error}");
    }
    let json = received().to_json().unwrap();
    let far = json.replace("0000000000000000001", "9223372036854775807");
    assert!(RawEnvelope::from_json(far.as_bytes()).is_err());
    let link = json.replace("Zm9v_", "https://evil.example/) [x](y");
    let raw = RawEnvelope::from_json(link.as_bytes()).unwrap();
    assert!(raw.decode::<RegistrationReceived>().is_err());
    // Events of older versions carried the whole link.
    let old = json.replace(
        "\"token\":\"",
        "\"confirm_url\":\"https://forum.example.org/confirm/",
    );
    let raw = RawEnvelope::from_json(old.as_bytes()).unwrap();
    let read = raw.decode::<RegistrationReceived>().unwrap();
    assert_eq!(read.data, received().data);
}
