import { sensitiveInformation } from './detectors/sensitive-information.ts';
import { createScreener } from './create-screener.ts';
import { applicationWith, guardrailWith, allEntities } from '../../test/hub/screening/support/policies.ts';
import { attackRules } from './prompt-attack-rules.ts';
import type { Detector } from './detector.ts';
const prose='The committee met on Tuesday and agreed that every claim of the former owner would be paid in full before the spring. In 2024 the insurer, which had refused to pay, said that it "regretted" the delay; nobody was surprised. Please summarise the letter for our customer, and tell her what she can do next if 3 of the 12 items remain open. ';
const mb=(u:string,n=1_000_000)=>u.repeat(Math.ceil(n/u.length)).slice(0,n);
const texts:Record<string,string>={prose:mb(prose),a:mb('a'),'1':mb('1'),'a@':mb('a@'),'1-':mb('1-'),'+1 ':mb('+1 '),A1:mb('A1'),':':mb(':'),'ignore ':mb('ignore '),' ':mb(' '),'a.':mb('a.'),'1 ':mb('1 '),'password ':mb('password '),'http://':mb('http://'),'you are ':mb('you are '),'(':mb('(')};
const plain=guardrailWith(); const full=guardrailWith({words:['forbidden','top secret','c++'],topics:[{name:'t',definition:'Investment advice about stocks and bonds',examples:['Which stocks should I buy for my pension fund this year?']}]});
const withRegex=guardrailWith({regexes:[{name:'e',pattern:'EMP-\\d{6}',action:'mask'}]});
const app=applicationWith(allEntities('mask'),{promptAttack:'flag'});
function speed(s:any,t:string,ms=400){ const part={pointer:'/x',kind:'text' as const,role:'user' as const,texts:[{text:t,replace(){}}]}; s.screen(part); let n=0; const b=performance.now(); do{ s.screen(part); n++; }while(performance.now()-b<ms); return (t.length*n/1e3/(performance.now()-b)).toFixed(1);}
const cfg:any={input:createScreener(app,plain,'input'),output:createScreener(app,plain,'output'),inputFull:createScreener(app,full,'input'),outRegex:createScreener(app,withRegex,'output')};
const rows:any={};
for(const [k,t] of Object.entries(texts)){rows[k]={};for(const c in cfg)rows[k][c]=speed(cfg[c],t,250);}
rows['prose 2.5KB']={};for(const c in cfg)rows['prose 2.5KB'][c]=speed(cfg[c],texts.prose!.slice(0,2500));
console.table(rows);
if(process.argv[2]){ const d:any={}; for(const k of process.argv[2].split(',')){ for(const det of sensitiveInformation){ const b=performance.now(); let n=0; do{det.scan(texts[k]!,0,true,[]);n++;}while(performance.now()-b<60); (d[det.name]??={})[k]=((performance.now()-b)/n).toFixed(2);} 
 attackRules.forEach((r,i)=>{const b=performance.now(); let n=0; do{r.pattern.test(texts[k]!);n++;}while(performance.now()-b<40); (d['rule'+i+r.reason]??={})[k]=((performance.now()-b)/n).toFixed(2);}); } console.table(d);}
