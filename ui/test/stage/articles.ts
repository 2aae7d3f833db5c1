//! Articles of our own making, among them the awkward ones.

import type { Insight, PictureSpace, Report } from "../../src/ipc/types";

const at = (host: string, thumbhash: string | null = null): PictureSpace => ({
  state: "waiting",
  id: null,
  url: `https://${host}/p.jpg`,
  near: false,
  thumbhash,
});
const none: PictureSpace = { state: "none" };
const local: PictureSpace = { state: "waiting", id: null, url: "pictures/reef.png", near: true, thumbhash: null };

export const excerpt =
  "Divers of the harbour&rsquo;s own school let a small robot count coral for a week. It found 4,112 colonies, and one bicycle &mdash; the divers had found none of either.";

export const articles = [
  {
    title: "Reef robots count coral where divers cannot go",
    provider: "Harbour Post",
    quality: 39,
    reports: 4,
    topics: ["Computer Vision", "Oceans"],
    picture: local,
  },
  {
    title: "Town council&#39;s face scanners go back to the maker",
    provider: "Inland Courier",
    quality: 91,
    reports: 3,
    topics: ["Ethics"],
    picture: at("inland.example", "1QcSHQRnh493V4dIh4eXh1h4kJUI"),
  },
  {
    title: "A new measure of fairness finds what the old one missed",
    provider: "Lab Notes",
    quality: 88,
    reports: 0,
    topics: [],
    picture: at("lab.example"),
  },
  {
    title:
      "Even behind a scarf, the best programs know who it is, a test with four thousand volunteers and eleven programs shows",
    provider: "Signal & Noise",
    quality: 74,
    reports: 2,
    topics: ["Computer Vision"],
    picture: local,
  },
  {
    title: "Face Market 2026-2033: Latest Trending Report with Analysis, Growth, Share, Forecast and Future Scope",
    provider: "Paid Wire International Distribution Services Limited",
    quality: 12,
    reports: 0,
    topics: [],
    picture: none,
  },
  {
    title: "روبوت صغير يعد الشعاب المرجانية في الميناء",
    provider: "مرفأ اليوم",
    quality: 58,
    reports: 3,
    topics: ["المحيطات"],
    picture: at("marfa.example", "3OcRJYB4d3h/iIeHeEh3eIhw+j3A"),
  },
  {
    title: "小さなロボットが港のサンゴを数える、ダイバーの手が届かない場所でも正確に",
    provider: "港湾新聞",
    quality: 189,
    reports: 1,
    topics: ["海"],
    picture: none,
  },
  {
    title: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftskapitänsmützenlampe",
    provider: "Wochenblatt",
    quality: 46,
    reports: 1,
    topics: ["Lange Wörter"],
    picture: at("wochenblatt.example"),
  },
  {
    title: "Road sweepers that drive themselves go on trial",
    provider: "Harbour Post",
    quality: null,
    reports: 8,
    topics: ["Robotics"],
    picture: at("harbour.example"),
  },
];

const report = (title: string, name: string, quality: number | null, picture: boolean): Report => ({
  title,
  excerpt: "",
  published_at: null,
  published_ms: null,
  url: null,
  amp_url: null,
  kind: null,
  provider: { name, domain: null, logo: null },
  quality,
  pictures: picture
    ? [
        {
          url: `https://${name.toLowerCase().replaceAll(" ", "")}.example/p.jpg`,
          width: null,
          height: null,
          cached: false,
          title: null,
        },
      ]
    : [],
});

export const coverage: Report[] = [
  report("Robot counts coral in the harbour", "Evening Tide", 89, true),
  report("Coral census by machine", "World Desk & Report", 69, false),
  report("What the robot saw below the pier", "Axle", 59, true),
  report("Robot counts corals in harbour where divers can not go, calls for reef reform", "The Port Gazette", 59, true),
];

const share = (name: string, decided: number, published: number) => ({ name, decided, published });

/** Ninety days of work. */
export function insight(): Insight {
  const days = Array.from({ length: 90 }, (_, at) => ({
    day: new Date(Date.now() - (89 - at) * 86_400_000).toISOString().slice(0, 10),
    decisions: at % 7 > 4 ? 0 : 40 + ((at * 37) % 170),
  }));
  const providers = articles.slice(1).map(({ provider }, at) => share(provider, 120 - at * 11, 60 - at * 3));
  const topics = articles.flatMap((article) => article.topics).map((topic, at) => share(topic, 90 - at * 9, 12 + at));
  return {
    days,
    quality: [12, 30, 44, 80, 120, 160, 140, 90, 60, 22, 5],
    quality_before: [20, 40, 60, 90, 100, 140, 120, 95, 40, 30, 2],
    providers,
    topics: topics.filter((topic, at) => topics.findIndex(({ name }) => name === topic.name) === at),
    seconds_per_decision: 6.4,
    pace: [90, 310, 1240, 1810, 640, 120].map((decisions, at) => ({
      from_s: [0, 1, 2, 5, 10, 30][at] ?? 0,
      to_s: [1, 2, 5, 10, 30, 120][at] ?? 0,
      decisions,
    })),
  };
}
