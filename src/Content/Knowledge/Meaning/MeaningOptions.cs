using System.ComponentModel.DataAnnotations;

namespace Steward.Content.Knowledge.Meaning;

/// <summary>Whom to ask how near texts are in meaning (section <c>Knowledge:Meaning</c>).</summary>
internal sealed class MeaningOptions
{
    /// <summary>Where embeddings are made: an address that takes <c>{"model", "input": […]}</c> and answers <c>{"data": [{"index", "embedding"}]}</c>, as most servers of models do (<c>…/v1/embeddings</c>). Empty: nobody is asked. Members' words go there.</summary>
    [RegularExpression("^(https?://.+)?$", ErrorMessage = "Knowledge:Meaning:Url must be empty or begin with http:// or https://.")]
    public string Url { get; set; } = "";

    /// <summary>The model's name there.</summary>
    public string Model { get; set; } = "";

    /// <summary>Sent as a bearer token; empty: none.</summary>
    public string Key { get; set; } = "";

    /// <summary>How long an operator's list waits for it.</summary>
    [Range(50, 10_000)]
    public int TimeoutMilliseconds { get; set; } = 800;
}
