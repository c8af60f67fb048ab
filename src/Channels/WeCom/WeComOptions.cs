using System.ComponentModel.DataAnnotations;

namespace Steward.Channels.WeCom;

/// <summary>Settings of calling WeCom (section <c>WeCom</c>).</summary>
internal sealed class WeComOptions
{
    /// <summary>A name for the address that this replica's calls leave through. WeCom limits each address too: replicas of the same name share one limit. One for all unless they leave through several.</summary>
    [Required]
    public string Address { get; set; } = "one";
}
