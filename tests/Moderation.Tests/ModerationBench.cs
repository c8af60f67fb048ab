using Grpc.Core;
using Npgsql;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;

namespace Steward.Moderation.Tests;

/// <summary>One running service for all slice tests; each test has brands of its own, which is also how they would notice a leak.</summary>
public sealed class ModerationBench : IAsyncLifetime
{
    private ServiceHost? _host;

    public ServiceHost Host => _host ?? throw new InvalidOperationException("The bench has not started.");

    public async Task InitializeAsync() => _host = await ServiceHost.StartAsync(ModerationService.Definition);

    public async Task DisposeAsync()
    {
        if (_host is not null) { await _host.DisposeAsync(); }
    }

    public RuleService.RuleServiceClient Rules(Guid brand) => Host.Client<RuleService.RuleServiceClient>(ServiceHost.LeadOf(brand));

    public CaseService.CaseServiceClient Cases(Guid brand) => Host.Client<CaseService.CaseServiceClient>(ServiceHost.LeadOf(brand));

    /// <summary>Publishes rules that forbid one word as an advert and one as abuse.</summary>
    public async Task ForbidAsync(Guid brand, string advert, string abuse) => await Rules(brand).PublishRuleSetAsync(new PublishRuleSetRequest
    {
        BrandId = brand.ToString(),
        Rules = new RuleSet
        {
            Keywords =
            {
                new KeywordRule { RuleId = "ad-1", OffenceClass = "advert", Terms = { advert } },
                new KeywordRule { RuleId = "abuse-1", OffenceClass = "abuse", Terms = { abuse } },
            },
        },
    });

    /// <summary>Sends an envelope and waits until it comes out screened.</summary>
    public async Task<MessagesScreenedV1> ScreenAsync(Guid brand, params ReceivedMessage[] messages)
    {
        var envelope = Envelope(brand, messages);
        await Host.PublishAsync(envelope);
        return await Host.NextAsync<MessagesScreenedV1>(screened => screened.BatchId == envelope.BatchId);
    }

    /// <summary>Past all rules, as the owner of the tables: to age what nobody waits for, and to count what no rpc tells.</summary>
    public async Task<T?> OwnerAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T?)await command.ExecuteScalarAsync();
    }

    public Task OwnerAsync(string sql) => OwnerAsync<object>(sql);

    public static MessagesReceivedV1 Envelope(Guid brand, params ReceivedMessage[] messages) => new()
    {
        BatchId = Guid.NewGuid(),
        BrandId = brand,
        AccountId = Guid.NewGuid(),
        Partition = 1,
        AcceptedAt = At,
        Messages = messages,
    };

    public static DateTimeOffset At { get; } = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public static ReceivedMessage Says(Guid sender, string text, bool staff = false, string kind = "text") => new()
    {
        MessageId = Guid.NewGuid(),
        GroupId = Guid.NewGuid(),
        SenderId = sender,
        FromStaff = staff,
        Kind = kind,
        Text = text,
        SentAt = At,
    };

    public static async Task<RpcException> RefusedAsync<T>(AsyncUnaryCall<T> call, StatusCode status, string code)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal((status, code), (refused.StatusCode, refused.Trailers.GetValue("problem-code")));
        return refused;
    }
}

[CollectionDefinition(nameof(ModerationBench))]
public sealed class ModerationBenchCollection : ICollectionFixture<ModerationBench>;
