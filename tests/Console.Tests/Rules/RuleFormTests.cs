using System.Text.Json.Nodes;
using Steward.Console.Language;
using Steward.Console.Rules;
using Steward.Kernel;

namespace Steward.Console.Tests.Rules;

public sealed class RuleFormTests
{
    [Theory]
    [InlineData("加微信")]
    [InlineData("A|B | exact")]
    [InlineData("兼职 | skip=2 word exclude=不招兼职;别找 兼职")]
    public void A_word_reads_as_it_is_written(string line)
    {
        var (terms, errors) = TermLine.Read($"\n{line}\n");
        Assert.Empty(errors);
        Assert.Equal(line, TermLine.Of(Assert.Single(terms)));
    }

    [Fact]
    public void An_unknown_option_names_its_line() => Assert.Equal(new TermLineError(3, "skipp=1"), Assert.Single(TermLine.Read("a\n\nb | skipp=1").Errors));

    [Fact]
    public void The_services_refusal_names_rule_setting_and_entry()
    {
        var found = RuleErrors.Of(new Problem(
            "MOD-001",
            ProblemKind.Invalid,
            "The rule set has 4 errors: line 1: rules[0].terms[1].skip is 99; it must be 0 to 8; line 1: rules[12].pattern counts too far: its repetitions multiply to more than 5000 states; lower the numbers in braces; line 2: overrides[0].disabled must be true, or offence_class or severity be given: this changes nothing; line 3: rules the document is not JSON: x."));
        Assert.Equal(
            [("rules", 0, "terms", 2), ("rules", 12, "pattern", 0), ("overrides", 0, "disabled", 0), ("", -1, "", 0)],
            found.Select(one => (one.List, one.At, one.Field, one.Entry)));
        Assert.All(found.Take(3), one => Assert.DoesNotMatch("[a-z]{4,} [a-z]+ ", new Texts(UiLanguage.Chinese).Mistake(one)));
    }

    [Fact]
    public void A_long_list_is_kept_and_added_to()
    {
        var terms = new JsonArray([.. Enumerable.Range(0, 3000).Select(number => (JsonNode)JsonValue.Create($"词语{number}"))]);
        var form = new RuleForm(new JsonObject { ["kind"] = "keyword", ["rule_id"] = "ad-1", ["offence_class"] = "advert", ["terms"] = terms }, [new RuleField("terms", FieldType.Terms, true)]);
        Assert.Equal(3000, form.LongLists["terms"].Count);
        form.Boxes["terms"] = "新词 | skip=1";
        var (rule, mistakes) = form.Read();
        Assert.Empty(mistakes);
        Assert.Equal(3001, rule["terms"]!.AsArray().Count);
    }

    [Fact]
    public void What_the_form_does_not_know_of_a_rule_stays()
    {
        var rule = new JsonObject { ["kind"] = "rate", ["rule_id"] = "r", ["messages"] = 5, ["later"] = new JsonObject { ["deep"] = 1 } };
        var form = new RuleForm(rule, [new RuleField("messages", FieldType.Number, true)]) { RuleId = "r2" };
        form.Boxes["messages"] = "x";
        Assert.Equal("messages", Assert.Single(form.Read().Mistakes).Field);
        form.Boxes["messages"] = "7";
        Assert.Equal("""{"kind":"rate","rule_id":"r2","messages":7,"later":{"deep":1},"severity":"act"}""", form.Read().Rule.ToJsonString());
    }

    [Fact]
    public void The_difference_tells_words_that_come_and_go_and_what_is_taken_out()
    {
        var before = RuleDocumentDraft.Of("""{"rules":[{"rule_id":"a","terms":["x","y"]},{"rule_id":"b"},{"rule_id":"c","most":3}],"overrides":[{"rule_id":"z","disabled":true}]}""");
        var after = RuleDocumentDraft.Of("""{"rules":[{"rule_id":"a","terms":["y","z"]},{"rule_id":"c","most":4},{"rule_id":"n"}]}""");
        var found = RuleDifference.Between(before, after);
        Assert.Equal([("a", "changed"), ("c", "changed"), ("n", "added"), ("b", "removed"), ("z", "removed")], found.Select(one => (one.Id, one.Mark)));
        Assert.Equal("x", Assert.Single(found[0].Fields[0].Gone));
        Assert.Equal("z", Assert.Single(found[0].Fields[0].Come));
        Assert.Equal(("3", "4"), (found[1].Fields[0].Before, found[1].Fields[0].After));
    }
}
