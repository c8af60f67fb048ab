-- Nobody looks for these by their value. Until told otherwise PostgreSQL sorts a sample of them each time that it analyses their table, which is every few seconds while a brand is busy: a tenth of all that the screening stage
-- had it do. What is looked for keeps its statistics.
alter table offences alter column reasons set statistics 0, alter column text set statistics 0, alter column matched set statistics 0;
alter table cases alter column last_text set statistics 0;
