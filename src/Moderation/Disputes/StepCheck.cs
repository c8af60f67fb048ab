using Steward.Kernel;
using Steward.ServiceDefaults.Auth;

namespace Steward.Moderation.Disputes;

/// <summary>What is wrong with a step before anything is looked up. Pure.</summary>
internal static class StepCheck
{
    public const int MostMuteHours = 720;
    private const string NoSystem = "none";
    private const int LongestTicket = 100;
    private const int LongestName = 64;
    private const int MostRecalls = 20;

    /// <summary>WeCom takes 4,000 bytes, and a Han character is three.</summary>
    private const int LongestSend = 1000;

    private static readonly IReadOnlyList<string> Takeable = [DisputeStep.FirstResponse, DisputeStep.PrivateCalming, DisputeStep.Ticket, DisputeStep.StopSpread];

    public static Problem? Wrong(TakeStep command) =>
        !Takeable.Contains(command.Step) ? DisputeProblems.Unknown("step", Takeable)
        : !StepWay.All.Contains(command.Way) ? DisputeProblems.Unknown("way", StepWay.All)
        : command.Way == StepWay.Skip ? Said(command.Text)
        : command.Step == DisputeStep.Ticket ? WrongTicket(command)
        : command.Way == StepWay.ByHand ? Said(command.Text)
        : command.Step == DisputeStep.StopSpread ? WrongStop(command)
        : WrongWords(command);

    private static Problem? Said(string text) => DisputeProblems.IsSaid(text) ? null : DisputeProblems.BadText("text");

    private static Problem? WrongTicket(TakeStep command) =>
        command.Way == StepWay.Send ? DisputeProblems.NotByChannel(command.Step)
        : !DisputeProblems.IsKept(command.Text) ? DisputeProblems.BadText("text")
        : command.TicketSystem == NoSystem ? (command.TicketReference.Length > 0 ? DisputeProblems.BadTicket : Said(command.Text))
        : DisputeProblems.IsSaid(command.TicketSystem, LongestTicket) && DisputeProblems.IsSaid(command.TicketReference, LongestTicket) ? null
        : DisputeProblems.BadTicket;

    private static Problem? WrongStop(TakeStep command) =>
        !DisputeProblems.IsKept(command.Text) ? DisputeProblems.BadText("text")
        : command.Recall.Count is > MostRecalls || command.MuteHours is < 0 or > MostMuteHours || command is { Recall.Count: 0, MuteHours: 0, IncidentId: null } ? DisputeProblems.NothingToStop(MostMuteHours)
        : (command.Recall.Count > 0 || command.MuteHours > 0) && command.Role < Role.Lead ? DisputeProblems.SanctionNeedsLead
        : null;

    private static Problem? WrongWords(TakeStep command) =>
        !DisputeProblems.IsSaid(command.Text, LongestSend) ? DisputeProblems.BadText("text", LongestSend)
        : command.Step == DisputeStep.FirstResponse && !DisputeProblems.IsSaid(command.Mention, LongestName) ? DisputeProblems.BadText("mention", LongestName)
        : null;
}
