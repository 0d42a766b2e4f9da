import { execFileSync, spawn } from 'node:child_process';
import { Person } from './support/account.mjs';
import { folder, run, sample, Service } from './support/vitrine.mjs';
const ends=[]; const life={after:(e)=>ends.push(e)};
try{
 const data=folder(life); run(data,['import','--slug','rich',sample('rich.json')]);
 const service=await Service.start(life,data,['--threads','1','--log-format','json']);
 const { cookie } = await Person.sign_in(service,data);
 console.log('cookie bytes',cookie.length);
 const load=(n,headers)=>new Promise(r=>{const p=spawn('wrk',['-t1','-c64',`-d${n}`,'-H','Accept-Encoding: gzip',...headers,service.url+'/cv/rich/en'],{stdio:['ignore','pipe','inherit']}); let o=''; p.stdout.on('data',d=>o+=d); p.on('error',e=>{console.log(e.message); r(1)}); p.on('exit',()=>r(Number(/(\d+) requests in/.exec(o)[1])));});
 await load(1,[]);
 for (const [name,h] of [['plain',[]],['with cookie',['-H',`Cookie: ${cookie}`]],['plain',[]],['with cookie',['-H',`Cookie: ${cookie}`]]]) {
  const perf=spawn('perf',['stat','-e','instructions:u,instructions:k,cycles:u','-p',String(service.pid),'-x',',','-o','/tmp/ps','sleep','4']);
  await new Promise(r=>setTimeout(r,300)); const n=await load(3,h); await new Promise(r=>perf.on('exit',r));
  const t=execFileSync('cat',['/tmp/ps'],{encoding:'utf8'}).split('\n').filter(l=>/instr|cycl/.test(l)).map(l=>l.split(',')); console.log(name,n,t.map(x=>x[2]+' '+(Number(x[0])/n).toFixed(0)).join('  '));
 }
 if(process.env.REC){ const perf=spawn('perf',['record','-F','4000','-g','-p',String(service.pid),'-o','/tmp/ck.perf','sleep','4']); await new Promise(r=>setTimeout(r,300)); await load(3,process.env.REC==='1'?['-H',`Cookie: ${cookie}`]:[]); await new Promise(r=>perf.on('exit',r)); }
} finally { for(const e of ends.reverse()) await e(); }
