"""Seconds of one forward pass in Python's PyTorch: python3 forward.py NETWORK WINDOW THREADS PASSES.

With a batch as fifth argument, seconds of one step of training: forward, cross-entropy, backward, AdamW.

The same layers with the same widths as in Palimpsest's zoo, with starting weights; only the time counts. Prints the version
of PyTorch and the mean of the passes.
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


def unit(i, o, k, stride=1):
    return nn.Sequential(nn.Conv2d(i, o, k, stride, k // 2, bias=False), nn.BatchNorm2d(o))


class Residual(nn.Module):
    def __init__(self, i, width, stride, bottleneck):
        super().__init__()
        o = 4 * width if bottleneck else width
        relu = nn.ReLU
        if bottleneck:
            self.body = nn.Sequential(unit(i, width, 1), relu(), unit(width, width, 3, stride), relu(), unit(width, o, 1))
        else:
            self.body = nn.Sequential(unit(i, width, 3, stride), relu(), unit(width, width, 3))
        self.shortcut = nn.Identity() if stride == 1 and i == o else unit(i, o, 1, stride)

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x))


def stage(i, width, blocks, stride, bottleneck):
    o = 4 * width if bottleneck else width
    return nn.Sequential(*[Residual(i if b == 0 else o, width, stride if b == 0 else 1, bottleneck) for b in range(blocks)])


class TokenLayer(nn.Module):
    def __init__(self, width, head, hidden):
        super().__init__()
        self.scale = width**-0.5
        self.norm, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.q, self.k, self.v = (nn.Linear(width, 8 * head, bias=False) for _ in range(3))
        self.out = nn.Linear(8 * head, width)
        self.feed = nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, width))

    def forward(self, x, memory):
        a, m = self.norm(x), self.norm(memory)
        split = lambda t: t.reshape(t.shape[0], t.shape[1], 8, -1).transpose(1, 2)
        q, k, v = split(self.q(a)), split(self.k(m)), split(self.v(m))
        read = (q @ k.transpose(2, 3) * self.scale).softmax(-1) @ v
        x = x + self.out(read.transpose(1, 2).flatten(2))
        return x + self.feed(self.norm2(x))


class Bit(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(unit(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1))
        self.layers = nn.Sequential(stage(64, 64, 2, 1, False), stage(64, 128, 2, 2, False), stage(128, 256, 2, 1, False))
        self.reduce = nn.Conv2d(256, 32, 3, padding=1)
        self.attend = nn.Conv2d(32, 4, 1, bias=False)
        self.encoder = TokenLayer(32, 64, 64)
        self.decoder = nn.ModuleList(TokenLayer(32, 8, 64) for _ in range(8))
        self.classifier = nn.Sequential(unit(32, 32, 3), nn.ReLU(), nn.Conv2d(32, 2, 3, padding=1))

    def features(self, x):
        return self.reduce(F.interpolate(self.layers(self.stem(x)), scale_factor=2))

    def tokens(self, x):
        return self.attend(x).flatten(2).softmax(-1) @ x.flatten(2).transpose(1, 2)

    def read(self, x, tokens):
        pixels = x.flatten(2).transpose(1, 2)
        for layer in self.decoder:
            pixels = layer(pixels, tokens)
        return pixels.transpose(1, 2).reshape(x.shape)

    def forward(self, a, b):
        a, b = self.features(a), self.features(b)
        tokens = torch.cat((self.tokens(a), self.tokens(b)), 1)
        first, second = self.encoder(tokens, tokens).chunk(2, 1)
        difference = (self.read(a, first) - self.read(b, second)).abs()
        difference = F.interpolate(difference, scale_factor=4, mode="bilinear", align_corners=False)
        return self.classifier(difference).softmax(1)


class SnuBlock(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(i, o, 3, padding=1), nn.BatchNorm2d(o)
        self.conv2, self.bn2 = nn.Conv2d(o, o, 3, padding=1), nn.BatchNorm2d(o)

    def forward(self, x):
        shortcut = self.conv1(x)
        return F.relu(self.bn2(self.conv2(F.relu(self.bn1(shortcut)))) + shortcut)


class Gate(nn.Module):
    def __init__(self, channels, hidden):
        super().__init__()
        self.fc1, self.fc2 = nn.Conv2d(channels, hidden, 1, bias=False), nn.Conv2d(hidden, channels, 1, bias=False)

    def forward(self, x):
        weigh = lambda t: self.fc2(F.relu(self.fc1(t)))
        return torch.sigmoid(weigh(F.adaptive_avg_pool2d(x, 1)) + weigh(F.adaptive_max_pool2d(x, 1)))


class SnuNet(nn.Module):
    def __init__(self):
        super().__init__()
        w = [32, 64, 128, 256, 512]
        self.encoder = nn.ModuleList(SnuBlock(3 if l == 0 else w[l - 1], w[l]) for l in range(5))
        self.up, self.block = nn.ModuleDict(), nn.ModuleDict()
        for column in range(1, 5):
            for level in range(5 - column):
                key = f"{level}_{column}"
                self.up[key] = nn.ConvTranspose2d(w[level + 1], w[level + 1], 2, 2)
                self.block[key] = SnuBlock(w[level] * (1 + column) + w[level + 1], w[level])
        self.ca, self.ca1, self.final = Gate(128, 8), Gate(32, 8), nn.Conv2d(128, 2, 1)

    def encode(self, x, levels):
        nodes = []
        for level in range(levels):
            x = self.encoder[level](x if level == 0 else F.max_pool2d(x, 2))
            nodes.append(x)
        return nodes

    def forward(self, a, b):
        first, second = self.encode(a, 4), self.encode(b, 5)
        nodes = [[x, y] for x, y in zip(first, second)] + [[second[4]]]
        below = [second[level] for level in range(5)]
        for column in range(1, 5):
            made = []
            for level in range(5 - column):
                key = f"{level}_{column}"
                made.append(self.block[key](torch.cat(nodes[level] + [self.up[key](below[level + 1])], 1)))
            for level, node in enumerate(made):
                nodes[level].append(node)
                below[level] = node
        full = nodes[0][2:]
        joined = torch.cat(full, 1)
        within = self.ca1(sum(full))
        return self.final(self.ca(joined) * (joined + within.repeat(1, 4, 1, 1))).softmax(1)


class FusionUnet(nn.Module):
    def __init__(self):
        super().__init__()
        e, f = [64, 256, 512, 1024, 2048], [64, 128, 256, 512, 512]
        self.encoders = nn.ModuleList([nn.Sequential(unit(3, 64, 7, 2), nn.ReLU())])
        for level, blocks in enumerate([3, 4, 6, 3], 1):
            self.encoders.append(stage(e[level - 1], e[level] // 4, blocks, 1 if level == 1 else 2, True))
        self.fusions = nn.ModuleList(nn.Conv2d(2 * e[l], f[l], 3, padding=1) for l in range(5))
        up = lambda i, o: nn.Sequential(nn.ConvTranspose2d(i, o, 2, 2), nn.BatchNorm2d(o), nn.ReLU())
        flat = nn.Sequential(nn.Conv2d(256, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU())
        self.decoders = nn.ModuleList([up(512, 512), up(1024, 256), up(512, 128), flat])
        self.last = nn.ConvTranspose2d(128, 1, 2, 2)

    def forward(self, a, b):
        fused = []
        for encoder, fusion in zip(self.encoders, self.fusions):
            a, b = encoder(a), encoder(b)
            fused.append(F.relu(fusion(torch.cat((a, b), 1))))
        x = fused[4]
        for level, decoder in zip((3, 2, 1, 0), self.decoders):
            x = torch.cat((decoder(x), fused[level]), 1)
        return self.last(x).sigmoid()


class ConvStack(nn.Module):
    def __init__(self):
        super().__init__()
        layers = []
        for i in range(8):
            layers += [nn.Conv2d(6 if i == 0 else 64, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU()]
        self.layers = nn.Sequential(*layers, nn.Conv2d(64, 1, 1))

    def forward(self, a, b):
        return self.layers(torch.cat((a, b), 1)).sigmoid()


NETWORKS = {"bit": Bit, "snunet": SnuNet, "fusionunet": FusionUnet, "conv-stack": ConvStack}


def train(network, window, threads, passes, batch):
    torch.set_num_threads(threads)
    model = NETWORKS[network]().train()
    # The last activation only costs time where the network gives classes: the loss takes its logarithm.
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-4)
    a, b = torch.rand(batch, 3, window, window), torch.rand(batch, 3, window, window)
    target = torch.zeros(batch, window, window)
    for step in range(2 + passes):
        if step == 2:
            start = time.perf_counter()
        optimiser.zero_grad(set_to_none=False)
        loss = F.binary_cross_entropy(model(a, b)[:, -1], target)
        loss.backward()
        loss.item()
        optimiser.step()
    print(torch.__version__, (time.perf_counter() - start) / passes)


def main(network, window, threads, passes):
    torch.set_num_threads(threads)
    model = NETWORKS[network]().eval()
    a, b = torch.rand(1, 3, window, window), torch.rand(1, 3, window, window)
    with torch.inference_mode():
        assert model(a, b).shape[2:] == (window, window)
        start = time.perf_counter()
        for _ in range(passes):
            model(a, b).numpy()
        print(torch.__version__, (time.perf_counter() - start) / passes)


(train if len(sys.argv) > 5 else main)(sys.argv[1], *map(int, sys.argv[2:]))
