BEGIN TRANSACTION;
CREATE TABLE confirm_tokens (
    hash BLOB NOT NULL PRIMARY KEY,
    registration BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
INSERT INTO "confirm_tokens" VALUES(X'455180D14A9045B1521E39D3993D11EB8E25C0C931061941EC6E449467C5892D',X'01A22F5E83B97000823DE8CE04ADCB9F',1798683052985);
INSERT INTO "confirm_tokens" VALUES(X'C26E3493FE55ADA76CD7B79A51A1E36C2C150A31B6294FAE048E1C79041119F3',X'01A22F5E83D07000A62A3960582341BB',1798683053008);
INSERT INTO "confirm_tokens" VALUES(X'A2484E17601DA2CC426930EC55D2C6AB2B685E0F4B9152E8C6AB36B183EFE902',X'01A22F5E83F370008495393A10AF7155',1798683053043);
INSERT INTO "confirm_tokens" VALUES(X'F629F8068352F91F5C9DE530F014696493E6C0E95A7677700AD731B58F359EDF',X'01A22F5E8404700097C4F7A65613FEB6',1798683053060);
INSERT INTO "confirm_tokens" VALUES(X'9A98F052ADFA285018B9A313F4A547B22F33D19E3D35A3B17CE11686F8842268',X'01A22F5E841F70009390430585614887',1798683053087);
INSERT INTO "confirm_tokens" VALUES(X'CFC9610C58FCA594F92B04F6D0AC8A09C49C7FCCF6FD0D0F8AAB01395C1E666C',X'01A22F5E83F370008495393A10AF7155',1798683053043);
INSERT INTO "confirm_tokens" VALUES(X'EAF63C9411A9FE2F63BA558DA8362E92FC6B39BFE6F8798BECA441CFC44ECB97',X'01A22F5E9C7570009DF9AC9D8F8C5093',1798683059317);
INSERT INTO "confirm_tokens" VALUES(X'3AE32EDB400F64CA0B63C73493C04DD7E93112AC9BB9EF02E66D87DD1EE34E74',X'01A22F5F6CD27000A8D6AA4CBDA3092A',1798683112655);
INSERT INTO "confirm_tokens" VALUES(X'C2EA75DB30DE50F77A3F2E5DBF1B43BC1785C150184BFE32BA151F33185D1CC7',X'01A22F5F6DB670009B87167C8E1106E9',1798683112886);
INSERT INTO "confirm_tokens" VALUES(X'0E38B6F2DD90923B4D90C5A569023C7FE5C641D97E700C34B27E674D2C9C6A71',X'01A22F5F6F8A7000916FB682774340F4',1798683113354);
INSERT INTO "confirm_tokens" VALUES(X'BFC3CA8D044300D45C465B20B3AF48BC7777CCE55AE1905477D53BD4D2A48350',X'01A22F5F70627000A4052B754A68EC4A',1798683113570);
INSERT INTO "confirm_tokens" VALUES(X'59FCF978490425E7F2D687E22BCCFFAB5B6B42C7DD2FCA00AC01819C9BE6A388',X'01A22F6063A67000ABBC95CA6601A3D6',1798683175845);
INSERT INTO "confirm_tokens" VALUES(X'EF6FAE196C6B4D64987537121E5F78B820E2440438867442B772BE9F4716875D',X'01A22F60647B70008A1F5C76A30D58DF',1798683176058);
INSERT INTO "confirm_tokens" VALUES(X'860D9DD2D815CE32CCB254BACFEA962658497001AE16BA5D3B14DAF503B90E59',X'01A22F60655770008380F9907DD9281D',1798683176278);
INSERT INTO "confirm_tokens" VALUES(X'1D3B8989AB77DD92EB3E4B97DD14450453334594F1CFEB5827710F0B23ADC28F',X'01A22F606626700093767260F75680D1',1798683176486);
INSERT INTO "confirm_tokens" VALUES(X'E2024F2D7C3DE7A0685E9A96DDAECBAAAD1E14B9A66442E33653E2BB05DF2F5D',X'01A22F6066F57000A907407A4A55701F',1798683176693);
INSERT INTO "confirm_tokens" VALUES(X'CF4F3B22C5DCB79CEEE7D30FDC3666A14F4EB0837BB43BF0E353BF9E585F6307',X'01A22F6067C57000A5CBCBACAF1CAF2E',1798683176900);
CREATE TABLE forums (
    id BLOB NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    sequence INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'cancelled')),
    draft TEXT NOT NULL,
    taken INTEGER NOT NULL CHECK (taken >= 0),
    changed_at INTEGER NOT NULL
) STRICT;
INSERT INTO "forums" VALUES(X'01A22F5E814E7000A5CF701D6555802E','open-forum',1,'published','{"slug":"open-forum","kind":"forum","format":"hybrid","state":"published","organizer":"Agentur für Außenwirtschaft","title":{"de":"Kooperationsforum Maschinenbau","en":"Cooperation forum for machine builders","fr":"Forum de coopération des constructeurs de machines"},"description":{"de":"Firmen aus zwei Ländern lernen sich kennen.","en":"Companies of two countries meet.","fr":"Des entreprises de deux pays se rencontrent."},"venue":{"name":{"de":"Halle 2, Saal Hanse","en":"Hall 2, Hanse room","fr":"Halle 2, salle Hanse"},"address":"Messeplatz 1, 04356 Leipzig"},"online_url":"https://meet.office.example/forum","starts":{"local":"2090-03-12T10:00:00","zone":"Europe/Berlin"},"ends":{"local":"2090-03-12T16:00:00","zone":"Europe/Berlin"},"registration_opens":null,"registration_closes":{"local":"2090-01-22T18:00:00","zone":"Europe/Berlin"},"capacity":100,"hold_hours":720,"languages":["de","en","fr"],"contact":{"name":"Forumsbüro","email":"forum@office.example","phone":"+49 341 000000"}}',15,1796091052366);
INSERT INTO "forums" VALUES(X'01A22F5E82557000963223E4840F19C2','cancelled-forum',2,'cancelled','{"slug":"cancelled-forum","kind":"forum","format":"hybrid","state":"cancelled","organizer":"Agentur für Außenwirtschaft","title":{"de":"Kooperationsforum Maschinenbau","en":"Cooperation forum for machine builders","fr":"Forum de coopération des constructeurs de machines"},"description":{"de":"Firmen aus zwei Ländern lernen sich kennen.","en":"Companies of two countries meet.","fr":"Des entreprises de deux pays se rencontrent."},"venue":{"name":{"de":"Halle 2, Saal Hanse","en":"Hall 2, Hanse room","fr":"Halle 2, salle Hanse"},"address":"Messeplatz 1, 04356 Leipzig"},"online_url":"https://meet.office.example/forum","starts":{"local":"2090-03-12T10:00:00","zone":"Europe/Berlin"},"ends":{"local":"2090-03-12T16:00:00","zone":"Europe/Berlin"},"registration_opens":null,"registration_closes":{"local":"2090-01-22T18:00:00","zone":"Europe/Berlin"},"capacity":100,"hold_hours":720,"languages":["de","en","fr"],"contact":{"name":"Forumsbüro","email":"forum@office.example","phone":"+49 341 000000"}}',1,1796091059054);
INSERT INTO "forums" VALUES(X'01A22F5E83457000BF841121DEBFA3C7','past-forum',2,'published','{"slug":"past-forum","kind":"forum","format":"hybrid","state":"published","organizer":"Agentur für Außenwirtschaft","title":{"de":"Kooperationsforum Maschinenbau","en":"Cooperation forum for machine builders","fr":"Forum de coopération des constructeurs de machines"},"description":{"de":"Firmen aus zwei Ländern lernen sich kennen.","en":"Companies of two countries meet.","fr":"Des entreprises de deux pays se rencontrent."},"venue":{"name":{"de":"Halle 2, Saal Hanse","en":"Hall 2, Hanse room","fr":"Halle 2, salle Hanse"},"address":"Messeplatz 1, 04356 Leipzig"},"online_url":"https://meet.office.example/forum","starts":{"local":"2020-03-12T10:00:00","zone":"Europe/Berlin"},"ends":{"local":"2020-03-12T16:00:00","zone":"Europe/Berlin"},"registration_opens":null,"registration_closes":{"local":"2020-01-22T18:00:00","zone":"Europe/Berlin"},"capacity":100,"hold_hours":720,"languages":["de","en","fr"],"contact":{"name":"Forumsbüro","email":"forum@office.example","phone":"+49 341 000000"}}',1,1796091059292);
INSERT INTO "forums" VALUES(X'01A22F5E83A87000A2CDF3D6998C4C29','draft-forum',1,'draft','{"slug":"draft-forum","kind":"forum","format":"hybrid","state":"draft","organizer":"Agentur für Außenwirtschaft","title":{"de":"Kooperationsforum Maschinenbau","en":"Cooperation forum for machine builders","fr":"Forum de coopération des constructeurs de machines"},"description":{"de":"Firmen aus zwei Ländern lernen sich kennen.","en":"Companies of two countries meet.","fr":"Des entreprises de deux pays se rencontrent."},"venue":{"name":{"de":"Halle 2, Saal Hanse","en":"Hall 2, Hanse room","fr":"Halle 2, salle Hanse"},"address":"Messeplatz 1, 04356 Leipzig"},"online_url":"https://meet.office.example/forum","starts":{"local":"2090-03-12T10:00:00","zone":"Europe/Berlin"},"ends":{"local":"2090-03-12T16:00:00","zone":"Europe/Berlin"},"registration_opens":null,"registration_closes":{"local":"2090-01-22T18:00:00","zone":"Europe/Berlin"},"capacity":100,"hold_hours":720,"languages":["de","en","fr"],"contact":{"name":"Forumsbüro","email":"forum@office.example","phone":"+49 341 000000"}}',0,1796091052968);
CREATE TABLE idempotency_keys (
    key BLOB NOT NULL PRIMARY KEY,
    request BLOB NOT NULL,
    answer TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE inbox (
    consumer TEXT NOT NULL,
    message_id BLOB NOT NULL,
    handled_at INTEGER NOT NULL,
    PRIMARY KEY (consumer, message_id)
) STRICT;
CREATE TABLE migrations (migration_set TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, digest INTEGER NOT NULL, PRIMARY KEY (migration_set, version)) STRICT;
INSERT INTO "migrations" VALUES('store',1,'messages',7474816736419596325);
INSERT INTO "migrations" VALUES('store',2,'outbox streams',-2540575282218179042);
INSERT INTO "migrations" VALUES('registrations',1,'registrations',-1994944643544061065);
CREATE TABLE outbox (
    stream BLOB NOT NULL,
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    CONSTRAINT outbox_by_stream PRIMARY KEY (stream, id)
) STRICT;
INSERT INTO "outbox" VALUES(X'01A22F5E7C9A71F79D4BE58653094637',X'01A22F6067C57001A0A9A3CEA5382DC7','registration.received.v1','reg_01a22f6067c57000a5cbcbacaf1caf2e','{"specversion":"1.0","id":"evt_01a22f6067c57001a0a9a3cea5382dc7","source":"/kontor/registrations","type":"registration.received.v1","subject":"reg_01a22f6067c57000a5cbcbacaf1caf2e","sequence":"0000000000000000001","time":"2026-12-01T02:12:56.900887707Z","datacontenttype":"application/json","data":{"registration":"reg_01a22f6067c57000a5cbcbacaf1caf2e","forum":"forum_01a22f5e814e7000a5cf701d6555802e","contact":{"name":"Zoë Unsent","email":"unsent@office.example","language":"de","organisation":"Müller-Söhne GmbH & Co. KG","country":"DE"},"participants":[{"name":"Zoë Unsent"}],"confirm_url":"https://office.example/confirm/91IVhmNy5DENasS97q8hXbnKTIYcVZ0N3RrBwT92SWU","held_until":"2026-12-31T02:12:56.9Z"}}',1796091176900,0);
CREATE TABLE outbox_streams (
    stream BLOB NOT NULL PRIMARY KEY,
    relay BLOB NOT NULL,
    lease_until INTEGER NOT NULL
) STRICT;
INSERT INTO "outbox_streams" VALUES(X'01A22F5E7C9A71F79D4BE58653094637',X'01A22F5E7C9A71F79D4BE58653094637',1796091205850);
CREATE TABLE parked (
    consumer TEXT NOT NULL,
    message_id BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'dead')),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body BLOB NOT NULL,
    attempts INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    reason TEXT NOT NULL,
    first_failed_at INTEGER NOT NULL,
    last_failed_at INTEGER NOT NULL,
    PRIMARY KEY (consumer, message_id)
) STRICT;
CREATE TABLE registrations (
    id BLOB NOT NULL PRIMARY KEY,
    forum BLOB NOT NULL REFERENCES forums (id),
    state TEXT NOT NULL CHECK (state IN ('pending', 'confirmed', 'expired')),
    sequence INTEGER NOT NULL,
    places INTEGER NOT NULL CHECK (places > 0),
    held_until INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    email_key TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    organisation TEXT,
    country TEXT,
    participants TEXT NOT NULL,
    consents TEXT NOT NULL
) STRICT;
INSERT INTO "registrations" VALUES(X'01A22F5E83B97000823DE8CE04ADCB9F',X'01A22F5E814E7000A5CF701D6555802E','pending',1,1,1798683052985,1796091052985,NULL,'pending@office.example','pending@office.example','Zoë Pending','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Pending"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F5E83D07000A62A3960582341BB',X'01A22F5E814E7000A5CF701D6555802E','confirmed',2,3,1798683053008,1796091053008,1796091056954,'confirmed@office.example','confirmed@office.example','Zoë Confirmed','fr','Müller-Söhne GmbH & Co. KG','DE','["Jan Müller","12","Li \"Wei\" 株"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F5E83F370008495393A10AF7155',X'01A22F5E814E7000A5CF701D6555802E','pending',2,1,1798683053043,1796091053043,NULL,'repeated@office.example','repeated@office.example','Zoë Repeated','en','Müller-Söhne GmbH & Co. KG','DE','["Zoë Repeated"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F5E8404700097C4F7A65613FEB6',X'01A22F5E82557000963223E4840F19C2','confirmed',2,1,1798683053060,1796091053060,1796091057045,'confirmed@office.example','confirmed@office.example','Zoë Confirmed','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Confirmed"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F5E841F70009390430585614887',X'01A22F5E83457000BF841121DEBFA3C7','confirmed',2,1,1798683053087,1796091053087,1796091057131,'confirmed@office.example','confirmed@office.example','Zoë Confirmed','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Confirmed"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F5E9C7570009DF9AC9D8F8C5093',X'01A22F5E814E7000A5CF701D6555802E','expired',2,1,1796091059317,1796091059317,NULL,'expired@office.example','expired@office.example','Zoë Expired','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Expired"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F5F6CD27000A8D6AA4CBDA3092A',X'01A22F5E814E7000A5CF701D6555802E','pending',1,1,1798683112655,1796091112655,NULL,'deferred@office.example','deferred@office.example','Zoë Deferred','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Deferred"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F5F6DB670009B87167C8E1106E9',X'01A22F5E814E7000A5CF701D6555802E','confirmed',2,1,1798683112886,1796091112886,1796091113120,'superseded@office.example','superseded@office.example','Zoë Superseded','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Superseded"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F5F6F8A7000916FB682774340F4',X'01A22F5E814E7000A5CF701D6555802E','pending',1,1,1798683113354,1796091113354,NULL,'failed@office.example','failed@office.example','Zoë Failed','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Failed"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F5F70627000A4052B754A68EC4A',X'01A22F5E814E7000A5CF701D6555802E','pending',1,1,1798683113570,1796091113570,NULL,'uncertain@office.example','uncertain@office.example','Zoë Uncertain','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Uncertain"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F6063A67000ABBC95CA6601A3D6',X'01A22F5E814E7000A5CF701D6555802E','pending',1,1,1798683175845,1796091175845,NULL,'parked@office.example','parked@office.example','Zoë Parked','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Parked"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F60647B70008A1F5C76A30D58DF',X'01A22F5E814E7000A5CF701D6555802E','pending',1,1,1798683176058,1796091176058,NULL,'handed@office.example','handed@office.example','Zoë Handed','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Handed"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F60655770008380F9907DD9281D',X'01A22F5E814E7000A5CF701D6555802E','pending',1,1,1798683176278,1796091176278,NULL,'claimed@office.example','claimed@office.example','Zoë Claimed','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Claimed"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F606626700093767260F75680D1',X'01A22F5E814E7000A5CF701D6555802E','pending',1,1,1798683176486,1796091176486,NULL,'ready@office.example','ready@office.example','Zoë Ready','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Ready"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F6066F57000A907407A4A55701F',X'01A22F5E814E7000A5CF701D6555802E','pending',1,1,1798683176693,1796091176693,NULL,'queued@office.example','queued@office.example','Zoë Queued','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Queued"]','[]');
INSERT INTO "registrations" VALUES(X'01A22F6067C57000A5CBCBACAF1CAF2E',X'01A22F5E814E7000A5CF701D6555802E','pending',1,1,1798683176900,1796091176900,NULL,'unsent@office.example','unsent@office.example','Zoë Unsent','de','Müller-Söhne GmbH & Co. KG','DE','["Zoë Unsent"]','[]');
CREATE INDEX inbox_by_age ON inbox (handled_at);
CREATE INDEX parked_due ON parked (consumer, state, not_before);
CREATE UNIQUE INDEX registrations_live ON registrations (forum, email_key) WHERE state <> 'expired';
CREATE INDEX registrations_by_forum ON registrations (forum, id);
CREATE INDEX registrations_due ON registrations (forum, held_until) WHERE state = 'pending';
COMMIT;
