import { readFileSync } from 'node:fs';
import { judgePromptAttack } from './prompt-attack.ts';
import { attackRules } from './prompt-attack-rules.ts';
const rows=readFileSync(process.argv[2]!,'utf8').trim().split('\n').map(l=>JSON.parse(l));
const by:Record<string,[number,number]>={}; 
for(const r of rows){ const j=judgePromptAttack(r.text,'text'); const g=r.label==='attack'?(r.context_dependent?'ctx ':r.label_quality!=='ok'?'noisy ':'HEAD '):(r.hard?'HARDBENIGN ':'BENIGN '); for(const k of [g+r.category,g+'*']){by[k]??=[0,0]; by[k]![1]++; if(j.attack)by[k]![0]++;}
 if(r.label==='benign'&&j.attack) console.log('FP',r.category,j.reasons,JSON.stringify(r.text.slice(0,300)), attackRules.filter(x=>x.pattern.test(r.text)).map(x=>x.pattern.exec(r.text)![0]));
 if(process.argv[3]&&g==='HEAD '&&!j.attack) console.log('MISS',r.category,j.score,JSON.stringify(r.text.slice(0,260)));
}
console.table(Object.fromEntries(Object.entries(by).sort().map(([k,[a,b]])=>[k,{hit:a,of:b,pct:(100*a/b).toFixed(1)}])));
