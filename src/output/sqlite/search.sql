CREATE VIRTUAL TABLE search USING fts5(
  kind UNINDEXED, document UNINDEXED, seq UNINDEXED, name, path, label, text,
  tokenize = 'trigram');

INSERT INTO search
SELECT 'documents', document, seq, title, path, NULL, NULL FROM documents ORDER BY seq;

INSERT INTO search
SELECT 'line_items', i.document, i.seq, i.name,
  (SELECT group_concat(name, ' / ') FROM (
    SELECT name FROM line_item_paths AS p
    WHERE p.document = i.document AND p.line_item_id = i.id ORDER BY p.seq)),
  i.label_text, i.source_text
FROM line_items AS i ORDER BY i.rowid;

INSERT INTO search
SELECT 'programs', p.document, p.seq, p.name, p.project, p.label_text,
  concat_ws(char(10), p.description, (SELECT group_concat(activity, char(10)) FROM (
    SELECT activity FROM program_activities AS a
    WHERE a.document = p.document AND a.program_seq = p.seq ORDER BY a.seq)))
FROM programs AS p ORDER BY p.rowid;

INSERT INTO search
SELECT 'sections', document, seq, title, number, NULL, text FROM sections ORDER BY rowid;

INSERT INTO search
SELECT 'people', document, seq, name, project, label_text,
  concat_ws(char(10), role, affiliation, field)
FROM people ORDER BY rowid;

INSERT INTO search
SELECT 'organizations', document, seq, name, parent, label_text,
  concat_ws(char(10), role, address, url, email)
FROM organizations ORDER BY rowid;

INSERT INTO search
SELECT 'statistics', document, seq, label, NULL, label_text, source_text
FROM statistics ORDER BY rowid;

INSERT INTO search
SELECT 'citations', document, seq, title, authority, label_text, source_text
FROM citations ORDER BY rowid;

INSERT INTO search
SELECT 'directives', document, seq, section, NULL, label_text, text
FROM directives ORDER BY rowid;

INSERT INTO search
SELECT 'notes', document, seq, marker, NULL, label_text, text FROM notes ORDER BY rowid;

INSERT INTO search
SELECT 'unclaimed_amounts', document, seq, reason, NULL, label_text, source_text
FROM unclaimed_amounts ORDER BY rowid;
