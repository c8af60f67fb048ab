using System.CommandLine;
using Google.Protobuf;
using Steward.Contracts.Channels.V1;
using Command = System.CommandLine.Command;

namespace Steward.Cli.Knowledge;

/// <summary><c>kb picture FILE… --brand ID</c>: pictures that answers may send; prints their ids, which a file of entries names.</summary>
internal static class PictureCommand
{
    private static readonly Argument<FileInfo[]> Files = new Argument<FileInfo[]>("FILE") { Description = "JPEG or PNG, at most 2 MB.", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
    private static readonly Option<Guid?> Brand = new("--brand") { Description = "Whose; none with --agency.", CustomParser = Ids.Optional };
    private static readonly Option<bool> Agency = new("--agency") { Description = "The agency's, which every brand may send." };

    public static Command Create()
    {
        var command = new Command("picture", "Adds pictures that answers may send, and prints id and file of each; the same again is the same id. In a file of entries: attachments = [{\"kind\":\"image\",\"picture_id\":\"ID\"}].") { Files, Brand, Agency };
        command.SetAction(async (parsed, ct) =>
        {
            await using var suite = await Suite.ConnectAsync(ct);
            foreach (var file in parsed.GetValue(Files)!)
            {
                var request = new PutPictureRequest { BrandId = parsed.GetValue(Brand)?.ToString() ?? "", Agency = parsed.GetValue(Agency), Content = ByteString.CopyFrom(await File.ReadAllBytesAsync(file.FullName, ct)) };
                var kept = await suite.Client<PictureService.PictureServiceClient>().PutPictureAsync(request, cancellationToken: ct);
                Console.WriteLine($"{kept.PictureId}\t{file.Name}");
            }

            return 0;
        });
        return command;
    }
}
