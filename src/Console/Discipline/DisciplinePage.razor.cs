namespace Steward.Console.Discipline;

/// <summary>Whether people are dealt with fairly: appeals, the ladder, who is exempt, and who decided otherwise.</summary>
public sealed partial class DisciplinePage
{
    private static readonly string[] AllViews = ["appeals", "policy", "exempt", "consistency"];

    // Everybody may read what holds and which appeals there are; how colleagues decided is for leads.
    private string[] Views => Person?.Leads == true ? AllViews : AllViews[..3];

    private string View { get => Kept("view", Views, AllViews[0]); set => Keep("view", value, AllViews[0]); }

    private string State { get => Kept("state", Appeals.States, Appeals.Open); set => Keep("state", value, Appeals.Open); }

    private DateOnly? From { get => KeptDay("from"); set => Keep("from", value); }

    private DateOnly? To { get => KeptDay("to"); set => Keep("to", value); }

    private void ShowAsync(string view) => View = view;

    private void ChooseState(string state) => State = state;
}
