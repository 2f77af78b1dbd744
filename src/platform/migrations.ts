// What makes the tables of schema.ts, step by step. A step that shipped never changes: add another with its reason.

export type Migration = { id: number; reason: string; sql: string }

export const MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    reason: 'people, dictionaries, messages, commands and the change feed of the first version',
    sql: `
create table person (id text primary key, surname text not null, name text not null, patronymic text);
create table cabinet (id integer primary key, name text not null, parent_id integer references cabinet, time_zone text not null);
create table membership (
  person_id text not null references person, cabinet_id integer not null references cabinet, role text not null,
  primary key (person_id, cabinet_id, role)
);
create table checklist (
  person_id text not null references person, cabinet_id integer not null references cabinet, console text not null, role text not null,
  text_version integer not null, at timestamptz(3) not null, confirmed_at timestamptz(3) not null,
  primary key (person_id, cabinet_id, console)
);
create table subject (id integer primary key, name text not null, deleted_at timestamptz(3));
create table subsubject (
  id integer primary key, name text not null, deleted_at timestamptz(3), subject_id integer not null references subject,
  fast_track boolean not null, limit_days integer
);
create table fact (id integer primary key, name text not null, deleted_at timestamptz(3), subsubject_id integer not null references subsubject);
create table decline_reason (id integer primary key, name text not null);
create table message (
  id uuid primary key, version integer not null, change_seq bigint not null, number bigint not null, epgu_number bigint not null,
  receipt_code text, source text not null, kind text not null, regime text not null, fast_track boolean not null,
  stage text not null, status text not null, description text not null, applicant jsonb not null,
  subject_id integer, subsubject_id integer, fact_id integer, place text not null, lat double precision, lon double precision,
  cabinet_id integer not null references cabinet, current_cabinet_id integer not null references cabinet,
  executor_id text, executor_name text, operator_id text, intake_cabinet_id integer,
  created_at timestamptz(3) not null, answer_at timestamptz(3), closed_at timestamptz(3),
  on_control boolean not null default false, repeated boolean not null default false, postponed boolean not null default false,
  rating integer, answer jsonb, intake jsonb
);
create unique index message_number on message (number);
create unique index message_epgu_number on message (epgu_number);
create index message_cabinet on message (cabinet_id);
create index message_current_cabinet on message (current_cabinet_id);
create index message_intake_cabinet on message (intake_cabinet_id);
create index message_executor on message (executor_id);
create table message_event (
  message_id uuid not null references message, version integer not null, at timestamptz(3) not null, action text not null,
  stage text not null, status text not null, by jsonb not null, comment text,
  primary key (message_id, version)
);
create table command (
  id uuid primary key, person_id text not null, cabinet_id integer, type text not null, payload jsonb, payload_hash text not null,
  outcome text not null, receipt jsonb, problem jsonb, at timestamptz(3), received_at timestamptz(3) not null, receipt_code text not null
);
create index command_receipt_code on command (receipt_code, received_at);
create table change (
  seq bigint primary key, kind text not null, message_id uuid, left_cabinet_id integer, left_executor_id text, dictionary_version integer
);
create sequence change_seq;
create sequence message_number_seq start 900000101;
create sequence message_epgu_number_seq start 9000001010;
create table setting (key text primary key, value jsonb not null);
insert into setting values ('dictionary-version', '1');
create table oidc_payload (
  type text not null, id text not null, payload jsonb not null, grant_id text, user_code text, uid text,
  expires_at timestamptz(3), consumed_at timestamptz(3), primary key (type, id)
);
create index oidc_payload_grant on oidc_payload (grant_id);
create index oidc_payload_uid on oidc_payload (uid);
create index oidc_payload_user_code on oidc_payload (user_code);
`,
  },
  {
    id: 2,
    reason: 'files of messages: uploads by their owner, and what a message shows of them',
    sql: `
create table file (
  id uuid primary key, person_id text not null, name text not null, type text not null, size bigint not null, sha256 text not null,
  state text not null, refused text, message_id uuid, created_at timestamptz(3) not null
);
create index file_message on file (message_id);
alter table message add column attachments jsonb not null default '[]';
`,
  },
  {
    id: 3,
    reason: 'commands that somebody else brought in a transfer file: who, and in which',
    sql: `
alter table command add column imported_by text;
alter table command add column transfer_id uuid;
`,
  },
  {
    id: 4,
    reason: 'what is under way on a message (question, reply, postponement), why messages go up, and a dictionary that knows its people',
    sql: `
alter table message add column inner_at timestamptz(3), add column question jsonb, add column proposal jsonb, add column postponement jsonb,
  add column remarks jsonb not null default '[]', add column reply_attachments jsonb not null default '[]', add column reopened_at timestamptz(3);
alter table message_event add column details jsonb;
create index change_left on change (message_id) where left_cabinet_id is not null or left_executor_id is not null;
create table redirect_reason (id integer primary key, name text not null);
insert into redirect_reason values (1, 'Не в компетенции'), (2, 'Другая территория'), (3, 'Неверная категория'), (4, 'Другой балансодержатель');
update setting set value = to_jsonb((value #>> '{}')::integer + 1) where key = 'dictionary-version';
-- every reader takes a snapshot anew: messages say more of themselves now
delete from setting where key = 'generation';
create function raise_dictionary_version() returns trigger language plpgsql as $raise$ begin
  update setting set value = to_jsonb((value #>> '{}')::integer + 1) where key = 'dictionary-version';
  return null;
end $raise$;
create trigger person_in_dictionary after insert or update or delete on person for each statement execute function raise_dictionary_version();
create trigger membership_in_dictionary after insert or update or delete on membership for each statement execute function raise_dictionary_version();
`,
  },
  {
    id: 5,
    reason: 'refused records handed over to coordinators',
    sql: `
create table hand_over (
  id uuid primary key, cabinet_id integer not null references cabinet, receipt_code text not null, operator_id text not null,
  operator_name text not null, draft jsonb not null, failure text, issues jsonb not null, comment text, handed_at timestamptz(3) not null,
  closed_at timestamptz(3), closed_by uuid, change_seq bigint not null
);
create index hand_over_cabinet on hand_over (cabinet_id);
alter table change add column hand_over_id uuid;
`,
  },
  {
    id: 6,
    reason: 'closed shifts and their notes, told by the feed',
    sql: `
create table shift (
  id uuid primary key, person_id text not null, author_name text not null, cabinet_id integer not null references cabinet,
  opened_at timestamptz(3) not null, closed_at timestamptz(3) not null, received_at timestamptz(3) not null,
  counts jsonb not null, open_codes jsonb not null, mismatch_codes jsonb not null, to_person_id text, note text not null
);
alter table change add column shift_id uuid;
-- operators are among the people now: a note is addressed to one of them
update setting set value = to_jsonb((value #>> '{}')::integer + 1) where key = 'dictionary-version';
`,
  },
]
