using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Steward.Channels.Accounts;
using Steward.Channels.Adapters;
using Steward.Channels.Commands;
using Steward.Channels.Pictures;
using Steward.Channels.Quotas;
using Steward.Channels.Roster;
using Steward.Channels.Tasks;
using Steward.Channels.WeCom;
using Steward.Testing;

namespace Steward.Channels.Tests.Commands.Torture;

/// <summary>One replica of the ledger's worker: when its process ends, everything that it kept in memory is forgotten and a new one goes on.</summary>
internal sealed class TortureReplica(ServiceHost host, LeapingClock clock, FaultyWeCom wecom, FaultyChannel channel, CommandOptions settings) : IDisposable
{
    private CancellationTokenSource _life = new();
    private WorkOffCommands? _work;

    public int Restarts { get; private set; }

    /// <summary>One round; how many commands were due.</summary>
    public async Task<int> RoundAsync()
    {
        _work ??= Build();
        try
        {
            return await _work.RoundAsync(_life.Token);
        }
        catch (OperationCanceledException) when (_life.IsCancellationRequested)
        {
            Restarts++;
            Restart();
            return 1;
        }
    }

    public void Restart()
    {
        _life.Dispose();
        (_life, _work) = (new CancellationTokenSource(), null);
    }

    public void Dispose() => _life.Dispose();

    private WorkOffCommands Build()
    {
        var database = host.Database;
        var options = Options.Create(settings);
        var accounts = new AccountDirectory(database, host.Services.GetRequiredService<SecretBox>(), clock);
        var client = new WeComClient(new HttpClient(new Line(wecom, _life)), new AccessTokens(clock), clock);
        var rules = new QuotaRules(clock);
        var quotas = new QuotaBook(rules);
        var record = new RecordChanges(database, quotas, clock);
        var ledger = new CommandLedger(database, record, clock);
        var start = new StartCalls(database, quotas, options, clock);
        var adapters = new ChannelAdapters([new WeComAdapter(client, new WeComPrivate(client, new CallIds(database), clock), clock), channel]);
        var recordActs = new RecordActs(database, quotas, clock);
        var written = new ActLedger(database, recordActs);
        var assign = new AssignAct(adapters, new RosterQueue(database, clock), options, clock);
        var acts = new AdvanceActs(
            written, new StartActs(database, quotas, clock), recordActs, new RemindCommand(database, quotas, rules, accounts, client, clock), new AssignWaiting(assign, database), new Escalation(database, clock, NullLogger<Escalation>.Instance),
            new EndUnconfirmed(written, database, clock), accounts, adapters, database, options, clock, NullLogger<AdvanceActs>.Instance);
        var single = new AdvanceCommand(ledger, new SendByAdapter(ledger, start, new FindPictures(database), options, clock), acts, accounts, adapters, clock);
        var make = new MakeCall(ledger, client, new UploadPictures(database, client, new FindPictures(database), clock), database, options, clock, NullLogger<MakeCall>.Instance);
        var batch = new AdvanceBatch(ledger, start, make, record, acts, single, accounts, adapters, clock, host.Services.GetRequiredService<Microsoft.Extensions.Logging.ILogger<AdvanceBatch>>());
        return new WorkOffCommands(database, batch, options, clock, NullLogger<WorkOffCommands>.Instance);
    }

    /// <summary>The line between a replica and WeCom.</summary>
    private sealed class Line(FaultyWeCom wecom, CancellationTokenSource life) : HttpMessageHandler
    {
        private static readonly JsonDocument Nothing = JsonDocument.Parse("{}");

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = request.Content is null ? null : JsonDocument.Parse(await request.Content.ReadAsByteArrayAsync(cancellationToken));
            var (json, fault) = wecom.Answer(request.RequestUri!.AbsolutePath["/cgi-bin/".Length..], (body ?? Nothing).RootElement);
            switch (fault)
            {
                case Fault.NoConnection: throw new HttpRequestException(HttpRequestError.ConnectionError);
                case Fault.Lost: throw new HttpRequestException(HttpRequestError.ResponseEnded);
                case Fault.Kill:
                    await life.CancelAsync();
                    cancellationToken.ThrowIfCancellationRequested();
                    break;
            }

            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json) };
        }
    }
}
