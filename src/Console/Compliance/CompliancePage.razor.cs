namespace Steward.Console.Compliance;

/// <summary>What we may say ourselves: a text tried on the gate, red lines and exemptions, and approvals by the legal side.</summary>
public sealed partial class CompliancePage
{
    private const string Try = "try";
    private const string Phrases = "phrases";
    private const string WeCom = "wecom";
    private static readonly string[] Views = [Try, Phrases, "approvals", WeCom];
    private static readonly string[] Kinds = ["red-line", "exemption"];
    private static readonly string[] Standings = ["standing", "all"];
    private string _text = "";
    private string? _asking;

    private string View { get => Kept("view", Views, Try) is { Length: > 0 } view ? view : Try; set => Keep("view", value, Try); }

    private string? Kind { get => Kept("kind", Kinds); set => Keep("kind", value, ""); }

    private string? Standing { get => Kept("standing", Standings, Standings[0]); set => Keep("standing", value, Standings[0]); }

    private string? State { get => Kept("state", ApprovalList.States, ApprovalList.Open); set => Keep("state", value, ApprovalList.Open); }

    private void BeginAsking(string text) => _asking = text;

    private Task ShowAskedAsync()
    {
        _asking = null;
        (View, State, Search) = (Views[2], ApprovalList.Open, "");
        return ReloadAsync();
    }
}
