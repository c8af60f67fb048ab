namespace Steward.Console.ServiceLevels;

/// <summary>How soon people answer: what is about to be late, how it went, and what was promised.</summary>
public sealed partial class ServicePage
{
    private const string Level = "level";
    private const string Report = "report";
    private static readonly string[] Views = ["now", Report, Level];

    private string View { get => Kept("view", Views, Views[0]); set => Keep("view", value, Views[0]); }

    private string By { get => Kept("by", ServiceReport.Parts, ServiceReport.Parts[0]); set => Keep("by", value, ServiceReport.Parts[0]); }

    private DateOnly? From { get => KeptDay("from"); set => Keep("from", value); }

    private DateOnly? To { get => KeptDay("to"); set => Keep("to", value); }
}
