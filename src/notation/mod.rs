//! Small exact grammars: amounts, years, stages, marks.
