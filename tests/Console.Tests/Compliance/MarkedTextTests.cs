using Steward.Console.Compliance;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Tests.Compliance;

public sealed class MarkedTextTests
{
    [Fact]
    public void Overlapping_findings_are_cut_where_they_meet_and_the_gravest_that_counts_shows()
    {
        var covered = new ComplianceFinding { RuleId = "a", Severity = "block", Start = 1, Length = 3, ExemptedBy = "x" };
        var hint = new ComplianceFinding { RuleId = "b", Severity = "hint", Start = 3, Length = 2 };
        Assert.Equal([("0", null), ("12", "a"), ("3", "b"), ("4", "b"), ("5", null)], MarkedText.Of("012345", [covered, hint]).Select(piece => (piece.Text, piece.Finding?.RuleId)));
    }

    [Fact]
    public void A_text_without_findings_is_one_piece_and_findings_beyond_its_end_do_no_harm()
    {
        Assert.Equal(["abc"], MarkedText.Of("abc", []).Select(piece => piece.Text));
        Assert.Equal(["a", "bc"], MarkedText.Of("abc", [new ComplianceFinding { Start = 1, Length = 9 }]).Select(piece => piece.Text));
        Assert.Empty(MarkedText.Of("", []));
    }
}
