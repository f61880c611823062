CREATE VIEW budget_by_project_year AS
-- プロジェクト別・年度別の予算: what each document prints as the budget of a project, for each
-- stage and agency (null: of all agencies together). What a document prints twice is there
-- once; shares of ministries and changes are not there.
SELECT name AS project, fiscal_year, stage, agency, yen, yen_max, certainty, document,
  id AS line_item_id, page, line
FROM line_items
WHERE level = 'project' AND measure = 'amount' AND ministry IS NULL AND same_as IS NULL
ORDER BY project, fiscal_year, stage, agency, document, seq;

CREATE VIEW program_amounts AS
-- 事業とその金額・府省: a programme without an amount has one row with null.
SELECT p.name AS program, p.project,
  (SELECT group_concat(ministry, '、') FROM (
    SELECT ministry FROM program_ministries AS m
    WHERE m.document = p.document AND m.program_seq = p.seq ORDER BY m.seq)) AS ministries,
  i.fiscal_year, i.stage, i.agency, i.yen, i.yen_max, i.certainty, p.starts_on, p.document,
  p.seq AS program_seq, i.id AS line_item_id, p.page, p.line
FROM programs AS p
LEFT JOIN program_line_items AS a ON a.document = p.document AND a.program_seq = p.seq
LEFT JOIN line_items AS i ON i.document = a.document AND i.id = a.line_item_id
ORDER BY p.document, p.seq, a.seq;

CREATE VIEW failing_checks AS
-- 合わない検算: a printed figure, and the figures that it should follow from.
SELECT d.path, c.kind, i.name, i.fiscal_year, i.stage, i.source_text AS printed,
  c.expected_yen, c.actual_yen, c.actual_yen - c.expected_yen AS difference_yen,
  c.tolerance_yen, c.expected_percent, c.actual_percent, c.tolerance_percent,
  (SELECT group_concat(part, '、') FROM (
    SELECT coalesce(o.ministry, o.name) || ' ' || o.source_text AS part
    FROM check_parts AS q
    JOIN line_items AS o ON o.document = q.document AND o.id = q.line_item_id
    WHERE q.document = c.document AND q.check_seq = c.seq ORDER BY q.seq)) AS parts,
  c.message, i.page, i.line, c.document, c.seq AS check_seq, c.line_item_id
FROM checks AS c
JOIN line_items AS i ON i.document = c.document AND i.id = c.line_item_id
JOIN documents AS d ON d.document = c.document
WHERE c.status = 'fails'
ORDER BY d.seq, c.seq;
