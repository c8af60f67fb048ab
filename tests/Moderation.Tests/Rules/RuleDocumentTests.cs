using System.Text.Json;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;

namespace Steward.Moderation.Tests.Rules;

public sealed class RuleDocumentTests
{
    [Fact]
    public void What_was_written_is_read_again()
    {
        var rules = new RuleSet
        {
            Rules =
            [
                new KeywordRule { RuleId = "k", OffenceClass = "advert", Severity = Severity.Review, Terms = [new Term("兼职"), new Term("加微信") { Skip = 2, Exclude = ["别加微信"] }, new Term("VX") { Word = true, Variants = false }] },
                new RegexRule { RuleId = "re", OffenceClass = "advert", Pattern = @"日结\d+", IgnoreCase = false },
                new NewcomerRule { RuleId = "n", Hours = 3, Classes = ["advert"] },
                new CopyRule { RuleId = "c", OffenceClass = "flood", Minutes = 10, Groups = 3 },
            ],
            Overrides = [new RuleOverride { RuleId = "a-1", Severity = Severity.Hint }, new RuleOverride { RuleId = "a-2", Disabled = true }],
        };
        var document = RuleDocument.Write(rules);
        var (read, errors) = RuleDocument.Read(document);
        Assert.Empty(errors);
        Assert.Equal(document, RuleDocument.Write(read));
        Assert.Equal(document, RuleDocument.Write(RuleDocument.Load(document)));
        Assert.Contains("\"terms\":[\"兼职\",{", document, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_name_line_and_field()
    {
        const string Document = """
            {
              "rules": [
                { "kind": "keyword", "rule_id": "k", "offence_class": "advert",
                  "terms": ["兼职",
                            "",
                            { "text": "a b", "skip": 1 }] },
                { "kind": "regex", "rule_id": "re", "offence_class": "advert",
                  "pattern": "(?=x)" },
                { "rule_id": "r", "kind": "rate", "offence_class": "rude", "messages": 3, "seconds": 10 }
              ],
              "overrides": [ { "rule_id": "x" } ]
            }
            """;
        var (_, errors) = RuleDocument.Read(Document);
        Assert.Equal(
            [(5, "rules[0].terms[1]"), (6, "rules[0].terms[2].skip"), (8, "rules[1].pattern"), (9, "rules[2].offence_class"), (11, "overrides[0].disabled")],
            errors.Select(error => (error.Line, error.Field)));
    }

    [Theory]
    [InlineData("", 1, "not JSON")]
    [InlineData("{\n\"rules\": [\n}", 3, "not JSON")]
    [InlineData("[]", 1, "must be an object")]
    [InlineData("{\"rules\":\n 3}", 2, "must be a list")]
    [InlineData("{\"rules\": [\n null]}", 2, "must be an object")]
    [InlineData("{\"rules\": [\n {\"kind\": \"spell\", \"rule_id\": \"x\"}]}", 2, "must be one of keyword")]
    [InlineData("{\"rules\": [\n {\"rule_id\": \"x\"}]}", 2, "must be one of keyword")]
    [InlineData("{\"rules\": [{\"kind\": \"keyword\",\n \"rule_id\": \"x\", \"terms\": null}]}", 2, "is null")]
    [InlineData("{\"rules\": [{\"kind\": \"keyword\", \"rule_id\": \"x\",\n \"terms\": [\"a\", null]}]}", 2, "is null")]
    [InlineData("{\"rules\": [\n{\"kind\": \"keyword\", \"rule_id\": \"x\"}]}", 2, "lacks 'terms'")]
    [InlineData("{\"rules\": [{\"kind\": \"rate\", \"rule_id\": \"x\", \"messages\":\n \"many\", \"seconds\": 3}]}", 2, "is not what this setting takes")]
    [InlineData("{\"rules\": [{\"kind\": \"rate\", \"rule_id\": \"x\", \"messages\": 1, \"seconds\": 3,\n \"minutes\": 3}]}", 2, "is no setting of this kind")]
    [InlineData("{\n\"rule\": []}", 2, "is unknown")]
    public void A_wrong_document_is_refused_where_it_is_wrong(string document, int line, string message)
    {
        var error = Assert.Single(RuleDocument.Read(document).Errors);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
    }

    [Fact]
    public void Every_kind_has_a_schema_that_names_its_settings()
    {
        Assert.Equal(13, RuleKinds.All.Count);
        foreach (var kind in RuleKinds.All)
        {
            using var schema = JsonDocument.Parse(kind.Schema);
            Assert.Equal(kind.Name, schema.RootElement.GetProperty("properties").GetProperty("kind").GetProperty("const").GetString());
            Assert.Contains("rule_id", schema.RootElement.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        }

        Assert.Contains("\"seconds\"", RuleKinds.All.Single(kind => kind.Name == "rate").Schema, StringComparison.Ordinal);
        Assert.Contains("anyOf", RuleKinds.All.Single(kind => kind.Name == "keyword").Schema, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_documents_are_refused_and_never_break_the_reader()
    {
        const string Pieces = "{}[]\":,rules kind keyword terms null 1 -3 true \\u0000\n\t兼职\ud800";
        var random = new Random(5);
        for (var round = 0; round < 5000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => Pieces[random.Next(Pieces.Length)])]);
            RuleDocument.Read(text);
            RuleDocument.Read($"{{\"rules\":[{{\"kind\":\"keyword\",\"rule_id\":\"x\",\"terms\":[{text}]}}]}}");
        }
    }
}
